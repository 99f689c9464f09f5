"""Compiles ahead what a program's first lines need: a browser compiles a function when it is first called."""

import importlib


def _polars(polars):
    import io

    frame = polars.from_dicts([{"name": "a", "value": 1.5}, {"name": "b", "value": None}])
    with_columns = frame.with_columns((polars.col("value") * 2).alias("double")).filter(polars.col("name") != "c")
    with_columns.glimpse(return_type="string")
    str(with_columns)
    text = io.BytesIO()
    with_columns.select(["name", "value"]).write_csv(text)
    polars.read_csv(text.getvalue()).group_by("name").agg(polars.col("value").mean()).sort("name").to_dicts()


_USES = {"polars": _polars}


def warm_up(modules):
    """Imports modules and makes some use of those that are large; what fails here fails again where it shows."""
    for name in modules:
        try:
            module = importlib.import_module(name)
            if name in _USES:
                _USES[name](module)
        except Exception:
            pass
