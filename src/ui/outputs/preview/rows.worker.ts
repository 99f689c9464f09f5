import { expose } from 'comlink'
import { tableRows } from './tableRows'

expose(tableRows())
