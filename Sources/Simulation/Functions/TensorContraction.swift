internal import CKernels

/// A table of numbers with some axes, [first axis]...[last axis][number], whose sums with a vector along every axis are
/// taken for many lists of vectors.
package struct TensorContraction: Sendable {
  /// The axes' sizes.
  private let counts: [Int32]
  /// How many numbers stand at each place.
  package let width: Int
  private let places: Int
  /// [block of numbers][place][number], with zeros where the last block is not full.
  private let blocks: AlignedNumbers
  private let level: InstructionLevel

  private static let lanes = Int(contraction_lanes)

  /// From as many numbers as the table has places, times the width.
  package init(_ numbers: [Double], counts: [Int], width: Int, level: InstructionLevel = .current) {
    places = counts.reduce(1, *)
    precondition(numbers.count == places * width && width > 0, "numbers fill the table")
    (self.counts, self.width, self.level) = (counts.map { Int32($0) }, width, level)
    blocks = AlignedNumbers(count: (width + Self.lanes - 1) / Self.lanes * Self.lanes * places)
    for place in 0..<places {
      for number in 0..<width { blocks.start[index(place, number)] = numbers[place * width + number] }
    }
  }

  private func index(_ place: Int, _ number: Int) -> Int {
    (number / Self.lanes * places + place) * Self.lanes + number % Self.lanes
  }

  private var blockCount: Int { blocks.count / places / Self.lanes }

  /// How many numbers it holds.
  package var size: Int { blocks.count }

  /// The numbers as they were given.
  package var numbers: [Double] {
    (0..<places).flatMap { place in (0..<width).map { blocks.start[index(place, $0)] } }
  }

  /// Sums with lists of vectors, each list all axes' vectors one after the other; every vector begins with a 1 that is
  /// left out of the list. With slopes, which stand in the same places and begin with a 0 that is left out, every list's
  /// sums are followed by those with one axis' slopes in place of its factors, axis after axis:
  /// [list][1 + axes][number], `stride` apart from number to number.
  package func sums(_ factors: [Double], slopes: [Double]? = nil, lists: Int, threads: Int = 1) -> Sums {
    let length = counts.reduce(0) { $0 + Int($1) - 1 }
    precondition(factors.count == lists * length, "lists are as long as the axes want")
    let stride = blockCount * Self.lanes
    let tables = slopes == nil ? 1 : 1 + counts.count
    let parts = max(1, min(threads, lists / 4))
    let vectors = factors + (slopes ?? [])
    let numbers = Array(unsafeUninitializedCapacity: lists * tables * stride) { result, count in
      let target = Target(start: result.baseAddress)
      ParallelWork.forEach(part: parts, threads: threads) { part in
        let own = lists * part / parts..<lists * (part + 1) / parts
        guard let start = target.start else { return }
        write(
          own, vectors, length, slopesFrom: slopes == nil ? nil : factors.count,
          to: start + own.lowerBound * tables * stride)
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
    to target: UnsafeMutablePointer<Double>
  ) {
    let kernels = contraction_kernels_at(KernelLevel(rawValue: UInt32(level.rawValue)))
    counts.withUnsafeBufferPointer { counts in
      vectors.withUnsafeBufferPointer { vectors in
        // Without an axis there is nothing to read of either.
        guard let own = vectors.baseAddress.map({ $0 + lists.lowerBound * length }), let sizes = counts.baseAddress
        else {
          for list in 0..<lists.count { (target + list * blocks.count).update(from: blocks.start, count: blocks.count) }
          return
        }
        var table = contraction_table(
          numbers: blocks.start, counts: sizes, axes: Int32(counts.count), places: Int64(places),
          blocks: Int64(blockCount))
        var group = contraction_lists(
          factors: own, slopes: slopesFrom.map { own + $0 }, length: Int64(length), count: Int64(lists.count),
          sums: target)
        let bytes = Int(contraction_scratch(&table)) * MemoryLayout<Double>.stride
        withUnsafeTemporaryAllocation(byteCount: bytes, alignment: AlignedNumbers.alignment) { scratch in
          guard let scratch = scratch.baseAddress else { return }
          kernels.pointee.contract(&table, &group, scratch.assumingMemoryBound(to: Double.self))
        }
      }
    }
  }
}

/// Numbers of a table, aligned for the kernels; written before anybody else sees them.
private final class AlignedNumbers: @unchecked Sendable {
  static let alignment = 64

  let start: UnsafeMutablePointer<Double>
  let count: Int

  init(count: Int) {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Double>.stride, alignment: Self.alignment)
    start = memory.initializeMemory(as: Double.self, repeating: 0, count: count)
    self.count = count
  }

  deinit { start.deallocate() }
}
