import { mountPage } from '../../../src/ui'
import { fakeServices, type Scenario } from '../fakes'

/** The page over scripted services: `?scenario=failed&theme=dark&speed=4`. */
const query = new URLSearchParams(location.search)
const services = fakeServices((query.get('scenario') ?? 'success') as Scenario, Number(query.get('speed') ?? 1))
services.settings.write('theme', query.get('theme') ?? 'light')
const root = document.getElementById('root')
if (root) mountPage(root, services)
