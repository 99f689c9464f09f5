/** The guides that stand beside the page in every build. */
export const GUIDES = './guides/index.html'

/** Opens the guides beside the page, so that nothing of a run is lost. */
export const openGuides = (): void => void window.open(GUIDES, '_blank', 'noopener')
