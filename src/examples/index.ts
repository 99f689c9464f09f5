export { type Example, examples } from './examples'
export { SAMPLE_ADDRESS, sampleProducts } from './sampleProducts'
