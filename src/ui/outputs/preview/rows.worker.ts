import { expose } from 'comlink'
import { tableRows } from './tableRows'

/** Every message brings a port for one file. */
addEventListener('message', ({ ports: [port] }) => {
  if (port) expose(tableRows(), port)
})
