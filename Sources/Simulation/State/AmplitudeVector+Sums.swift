internal import CKernels
package import Circuits
internal import Numerics

/// Sums are taken over fixed stretches of the state, whose results are added in order: the same for any number of
/// threads.
extension AmplitudeVector {
  private static var stretchRows: Int { 1 << 9 }

  package var squaredNorm: Double { probability(of: ControlMask()) }

  /// The sum of squared magnitudes where qubits have these values: a probability, if the norm is 1.
  package func probability(of values: ControlMask) -> Double {
    if isSmall { return smallProbability(of: values) }
    let (kernels, buffer) = (kernels, buffer)
    return sumOfStretches { first, count in
      SIMD2(kernels.norm(buffer.real, buffer.imaginary, values.mask, values.values, Int64(first), Int64(count)), 0)
    }.x
  }

  package func probabilityOfOne(_ qubit: Int) -> Double { probability(of: ControlMask([(qubit, true)])) }

  /// The mean of a Pauli string in this state, if its norm is 1.
  package func expectation(of string: PauliString) -> Double { expectation(of: string.factors) }

  /// The mean of a product of Pauli matrices on different qubits, in any order.
  func expectation(of factors: [(qubit: Int, pauli: Pauli)]) -> Double {
    var flips: UInt64 = 0
    var signs: UInt64 = 0
    var factor = Complex.one
    for (qubit, pauli) in factors {
      guard qubit < qubitCount else {
        if pauli == .z { continue }
        return 0
      }
      if pauli != .z { flips |= 1 << UInt64(qubit) }
      if pauli != .x { signs |= 1 << UInt64(qubit) }
      if pauli == .y { factor = factor * .i }
    }
    let (kernels, buffer) = (kernels, buffer)
    let sum = sumOfStretches { [flips, signs] first, count in
      var sum = SIMD2<Double>()
      withUnsafeMutableBytes(of: &sum) { bytes in
        guard let numbers = bytes.assumingMemoryBound(to: Double.self).baseAddress else { return }
        kernels.pauli(buffer.real, buffer.imaginary, flips, signs, Int64(first), Int64(count), numbers)
      }
      return sum
    }
    return (factor * Complex(sum.x, sum.y)).real
  }

  /// The mean of an observable in this state, if its norm is 1.
  package func expectation(of observable: Observable) -> Double {
    observable.terms.reduce(0) { $0 + $1.coefficient * expectation(of: $1.string) }
  }

  /// The squared magnitudes of all amplitudes.
  package var probabilities: [Double] {
    let (kernels, buffer, threads) = (kernels, buffer, threads)
    let count = 1 << qubitCount
    return Array(unsafeUninitializedCapacity: count) { result, filled in
      if let first = result.baseAddress {
        ParallelWork.forEach(part: threads, threads: threads) { part in
          let (start, end) = (count * part / threads, count * (part + 1) / threads)
          kernels.probabilities(buffer.real, buffer.imaginary, Int64(start), Int64(end - start), first + start)
        }
      }
      filled = count
    }
  }

  private func sumOfStretches(_ sum: (Int, Int) -> SIMD2<Double>) -> SIMD2<Double> {
    let rows = buffer.count / Int(STATE_ROW)
    let stretches = (rows + Self.stretchRows - 1) / Self.stretchRows
    guard stretches > 1 else { return sum(0, rows) }
    let sums = Array<SIMD2<Double>>(unsafeUninitializedCapacity: stretches) { sums, filled in
      if let first = sums.baseAddress {
        ParallelWork.forEach(part: stretches, threads: threads) { stretch in
          let row = stretch * Self.stretchRows
          first[stretch] = sum(row, min(Self.stretchRows, rows - row))
        }
      }
      filled = stretches
    }
    return sums.reduce(SIMD2(), +)
  }
}
