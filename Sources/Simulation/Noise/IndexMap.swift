internal import CKernels

/// A real linear map on some bits of a vector's index: see `density_map`.
struct IndexMap {
  /// Row after row.
  var matrix: [Double]
  /// Where the rows' and columns' numbers lie, relative to the index made of the other bits.
  var rowOffsets: [Int64]
  var columnOffsets: [Int64]
  /// The bits of the map on both sides.
  var inMask: Int64
  var outMask: Int64

  /// Whether the result may take the place of the input.
  var isInPlace: Bool { inMask == outMask && rowOffsets == columnOffsets }

  func withKernelMap(_ body: (UnsafePointer<density_map>) -> Void) {
    matrix.withUnsafeBufferPointer { matrix in
      rowOffsets.withUnsafeBufferPointer { rows in
        columnOffsets.withUnsafeBufferPointer { columns in
          guard let numbers = matrix.baseAddress, let row = rows.baseAddress, let column = columns.baseAddress else {
            return
          }
          var map = density_map(
            matrix: numbers, rows: Int32(rows.count), columns: Int32(columns.count), row_offsets: row,
            column_offsets: column, in_mask: inMask, out_mask: outMask)
          body(&map)
        }
      }
    }
  }
}
