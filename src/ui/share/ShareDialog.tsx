import { type ReactNode, useEffect, useState } from 'react'
import { encodeLink, findTokens } from '../../links'
import { flowName } from '../bar/FlowMenu'
import { Dialog } from '../controls'
import type { PageState } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { BadgeRow } from './BadgeRow'
import { EmbedRow } from './EmbedRow'
import { FilesRow } from './FilesRow'
import { LinkRow } from './LinkRow'
import { inputsLookSecret, type ShareOptions, shareContent, sharedInputs } from './shareContent'
import { TokenNotice } from './TokenNotice'

/** Ways to pass the flow on: a link, an embed, a badge, files. */
export function ShareDialog(): ReactNode {
  const page = usePage()
  const source = usePageState(state => state.draft.source)
  const [options, setOptions] = useState<ShareOptions>(() => firstOptions(page.store.getState()))
  const [harmless, setHarmless] = useState(false)
  const [token] = findTokens(source)
  const stopped = token !== undefined && !harmless
  const { link, withheld } = useLink(source, options)
  const base = new URL('./', location.href.replace(/[?#].*$/, '')).href
  const { id } = flowName(source)
  return (
    <Dialog title="Share" onClose={() => page.showDialog(undefined)}>
      {stopped && <TokenNotice token={token} onHarmless={() => setHarmless(true)} />}
      {!stopped && link !== undefined && (
        <>
          <LinkRow address={base + link} options={options} withheld={withheld} onOptions={setOptions} />
          <EmbedRow base={base} link={link} source={source} title={id} />
          <BadgeRow base={base} address={base + link} />
        </>
      )}
      <FilesRow
        name={id}
        source={source}
        base={base}
        address={stopped || link === undefined ? undefined : base + link}
      />
    </Dialog>
  )
}

const firstOptions = (state: PageState): ShareOptions => ({
  inputs: !inputsLookSecret(sharedInputs(state)),
  view: true,
  results: false,
  recordings: false,
})

type MadeLink = { readonly link: string | undefined; readonly withheld: string | undefined }

/** The link of the flow as it stands, made anew when the text or the options change. */
function useLink(source: string, options: ShareOptions): MadeLink {
  const { store, services } = usePage()
  const [link, setLink] = useState<MadeLink>({ link: undefined, withheld: undefined })
  useEffect(() => {
    let current = true
    void shareContent({ ...store.getState(), draft: { source, stamp: 0 } }, options, services.archive).then(
      ({ content, withheld }) => {
        if (current) setLink({ link: encodeLink(content), withheld })
      },
    )
    return () => {
      current = false
    }
  }, [source, options, store, services])
  return link
}
