/** A plain value that only its own parse function can make. The mark exists for the compiler alone, never at run time. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }
