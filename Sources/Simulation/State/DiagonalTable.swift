internal import CKernels
internal import Numerics

/// The factors of a diagonal gate as the kernel wants them: a row of them for a row of amplitudes, or one number.
struct DiagonalTable<Scalar: AmplitudeScalar>: Sendable {
  /// Bits of the row's number that choose the table's row, lowest first.
  let rowMask: UInt64
  private let isWide: Bool
  private let real: [Scalar]
  private let imaginary: [Scalar]
  private let kinds: [UInt8]

  /// Takes the factor of an amplitude from the place that the bits at `positions` make, the first least significant.
  /// Of the table's rows those positions that are `above` are the highest bits, wherever they stand in an index.
  init(_ factors: [Complex], positions: [Int], above: Int = Int.max) {
    let rowBits = Int(STATE_ROW_BITS)
    let low = positions.indices.filter { positions[$0] < rowBits }
    let high = positions.indices.filter { positions[$0] >= rowBits }.sorted { positions[$0] < positions[$1] }
    isWide = !low.isEmpty
    rowMask = high.reduce(0) { $0 | (positions[$1] < above ? 1 << UInt64(positions[$1] - rowBits) : 0) }
    let width = low.isEmpty ? 1 : Int(STATE_ROW)
    let lowPlaces = (0..<width).map { index in
      low.reduce(0) { $0 | (index >> positions[$1] & 1) << $1 }
    }
    var real: [Scalar] = []
    var imaginary: [Scalar] = []
    var kinds: [UInt8] = []
    real.reserveCapacity(width << high.count)
    imaginary.reserveCapacity(width << high.count)
    for row in 0..<1 << high.count {
      let base = high.indices.reduce(0) { $0 | (row >> $1 & 1) << high[$1] }
      var kind: UInt8 = 0
      for place in lowPlaces {
        let factor = factors[base | place]
        real.append(Scalar(factor.real))
        imaginary.append(Scalar(factor.imaginary))
        if factor.imaginary != 0 { kind = 2 } else if factor.real != 1 { kind = max(kind, 1) }
      }
      kinds.append(kind)
    }
    self.real = real
    self.imaginary = imaginary
    self.kinds = kinds
  }

  /// Hands the table to a kernel, from a row on.
  func withFactors(start: Int = 0, _ body: (UnsafePointer<state_diagonal>) -> Void) {
    real.withUnsafeBufferPointer { real in
      imaginary.withUnsafeBufferPointer { imaginary in
        kinds.withUnsafeBufferPointer { kinds in
          guard let real = real.baseAddress, let imaginary = imaginary.baseAddress, let kinds = kinds.baseAddress else {
            return
          }
          var factors = state_diagonal(
            row_mask: rowMask, start: Int64(start), is_wide: isWide ? 1 : 0, real: real, imaginary: imaginary,
            kinds: kinds)
          body(&factors)
        }
      }
    }
  }
}
