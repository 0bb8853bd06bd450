internal import CKernels

/// A table of numbers with some axes, [first axis]...[last axis][number], whose sums with a vector along every axis are
/// taken for many lists of vectors.
package struct TensorContraction: Sendable {
  /// The axes' sizes.
  private let counts: [Int32]
  /// How many numbers stand at each place.
  package let width: Int
  /// With zeros behind the numbers of each place, up to whole vectors.
  private let padded: [Double]
  private let level: InstructionLevel

  /// From as many numbers as the table has places, times the width.
  package init(_ numbers: [Double], counts: [Int], width: Int, level: InstructionLevel = .current) {
    let places = counts.reduce(1, *)
    precondition(numbers.count == places * width && width > 0, "numbers fill the table")
    (self.counts, self.width, self.level) = (counts.map { Int32($0) }, width, level)
    let whole = Self.padded(width)
    var padded = Array(repeating: 0.0, count: places * whole)
    for place in 0..<places {
      for number in 0..<width { padded[place * whole + number] = numbers[place * width + number] }
    }
    self.padded = padded
  }

  private static func padded(_ width: Int) -> Int {
    (width + contraction_lanes - 1) / contraction_lanes * contraction_lanes
  }

  /// How many numbers it holds.
  package var size: Int { padded.count }

  /// The numbers as they were given.
  package var numbers: [Double] {
    let whole = Self.padded(width)
    return stride(from: 0, to: padded.count, by: whole).flatMap { padded[$0..<$0 + width] }
  }

  /// Sums with lists of vectors, each list all axes' vectors one after the other; every vector begins with a 1 that is
  /// left out of the list. With slopes, which stand in the same places and begin with a 0 that is left out, every list's
  /// sums are followed by those with one axis' slopes in place of its factors, axis after axis:
  /// [list][1 + axes][number], `stride` apart from number to number.
  package func sums(_ factors: [Double], slopes: [Double]? = nil, lists: Int, threads: Int = 1) -> Sums {
    let length = counts.reduce(0) { $0 + Int($1) - 1 }
    precondition(factors.count == lists * length, "lists are as long as the axes want")
    let stride = Self.padded(width)
    let tables = slopes == nil ? 1 : 1 + counts.count
    let parts = max(1, min(threads, lists / 4))
    let vectors = factors + (slopes ?? [])
    let numbers = Array(unsafeUninitializedCapacity: lists * tables * stride) { result, count in
      let target = Target(start: result.baseAddress)
      ParallelWork.forEach(part: parts, threads: threads) { part in
        let own = lists * part / parts..<lists * (part + 1) / parts
        guard let start = target.start else { return }
        write(own, vectors, length, slopesFrom: slopes == nil ? nil : factors.count, to: start, each: tables * stride)
      }
      count = lists * tables * stride
    }
    return Sums(numbers: numbers, stride: stride, tables: tables)
  }

  /// What came of lists of vectors.
  package struct Sums: Sendable {
    /// [list][table][number, and zeros up to the stride]
    package let numbers: [Double]
    package let stride: Int
    /// How many each list has.
    package let tables: Int
  }

  /// Threads write to different places of it.
  private struct Target: @unchecked Sendable {
    let start: UnsafeMutablePointer<Double>?
  }

  private func write(
    _ lists: Range<Int>, _ vectors: [Double], _ length: Int, slopesFrom: Int?,
    to target: UnsafeMutablePointer<Double>, each: Int
  ) {
    guard !counts.isEmpty else {
      for list in lists { (target + list * each).update(from: padded, count: each) }
      return
    }
    let kernels = contraction_kernels_at(KernelLevel(rawValue: UInt32(level.rawValue)))
    padded.withUnsafeBufferPointer { numbers in
      counts.withUnsafeBufferPointer { counts in
        guard let numbers = numbers.baseAddress, let places = counts.baseAddress else { return }
        var table = contraction_table(
          numbers: numbers, counts: places, axes: Int32(counts.count), width: Int64(Self.padded(width)))
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Int(contraction_scratch(&table))) { scratch in
          vectors.withUnsafeBufferPointer { vectors in
            guard let scratch = scratch.baseAddress, let vectors = vectors.baseAddress else { return }
            for start in stride(from: lists.lowerBound, to: lists.upperBound, by: contraction_group) {
              let own = vectors + start * length
              var group = contraction_lists(
                factors: own, slopes: slopesFrom.map { own + $0 }, length: Int64(length),
                count: Int32(min(contraction_group, lists.upperBound - start)), sums: target + start * each,
                stride: Int64(each))
              kernels.pointee.contract(&table, &group, scratch)
            }
          }
        }
      }
    }
  }
}
