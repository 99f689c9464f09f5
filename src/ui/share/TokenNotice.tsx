import type { ReactNode } from 'react'
import type { FoundToken } from '../../links'
import { Button, Icon } from '../controls'
import { usePage } from '../state/usePage'
import styles from './share.module.css'
import { moveToSecret } from './shareContent'

/** Stops a link that is about to carry something that looks like a credential. */
export function TokenNotice({
  token,
  onHarmless,
}: {
  readonly token: FoundToken
  readonly onHarmless: () => void
}): ReactNode {
  const page = usePage()
  const move = (): void => {
    const { draft, secrets } = page.store.getState()
    const { source, name, value } = moveToSecret(draft.source, token)
    page.store.setState({ secrets: { ...secrets, [name]: value } })
    page.replaceText(source)
  }
  const show = (): void => {
    page.showDialog(undefined)
    page.goToLine(token.line, token.column)
  }
  return (
    <section className={styles.stopped} role="alert">
      <p>
        <Icon name="key" size={14} /> Line {token.line} looks like {token.kind}. Links never hide text. Moved to a
        secret, it stays in this tab’s memory.
      </p>
      <p className={styles.options}>
        <Button size="small" look="primary" onClick={move}>
          Move it to a secret
        </Button>
        <Button size="small" onClick={show}>
          Go to line {token.line}
        </Button>
        <Button size="small" look="ghost" onClick={onHarmless}>
          It is no secret, share it
        </Button>
      </p>
    </section>
  )
}
