export { findMethod, type Method } from './find'
