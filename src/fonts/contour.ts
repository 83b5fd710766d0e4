/** A point of a TrueType outline: on its curve, or what bends it. */
export interface OutlinePoint {
  x: number
  y: number
  on: boolean
}

export type Contour = readonly OutlinePoint[]
