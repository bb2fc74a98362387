/** Bytes as text and back. Apart from `bytes.ts`, whose hash function the first picture of the board does without. */
export { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
