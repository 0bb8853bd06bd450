import Numerics
import Simulation
import Testing

/// Sums over all places of a table, term by term.
private func plainSums(_ numbers: [Double], _ counts: [Int], width: Int, _ vectors: [[Double]]) -> [Double] {
  var sums = Array(repeating: 0.0, count: width)
  for place in 0..<counts.reduce(1, *) {
    var (rest, factor) = (place, 1.0)
    for axis in counts.indices.reversed() {
      factor *= vectors[axis][rest % counts[axis]]
      rest /= counts[axis]
    }
    for number in 0..<width { sums[number] += factor * numbers[place * width + number] }
  }
  return sums
}

@Suite struct TensorContractionTests {
  @Test(
    "sums with vectors along all axes, and with one axis' slopes, are those of all products, on every level",
    arguments: [
      ([], 3), ([1], 1), ([3], 49), ([3, 5, 3], 7), ([3, 3, 3, 3, 3], 17), ([9, 2, 1, 9], 40), ([129], 20), ([4], 9),
      ([3, 3, 3, 3, 3, 3], 9), ([2, 3, 3, 3, 3], 9), ([3, 3, 3, 1], 3),
    ])
  func sums(counts: [Int], width: Int) {
    var stream = RandomStream(seed: 7).substream("contraction \(counts)")
    let numbers = (0..<counts.reduce(width, *)).map { _ in stream.uniform() - 0.5 }
    let length = counts.reduce(0) { $0 + $1 - 1 }
    let lists = 9
    let factors = (0..<lists * length).map { _ in stream.uniform() - 0.5 }
    let other = (0..<lists * length).map { _ in stream.uniform() - 0.5 }
    for level in InstructionLevel.allCases where level <= .best {
      let contraction = TensorContraction(numbers, counts: counts, width: width, level: level)
      #expect(contraction.numbers == numbers)
      let alone = contraction.sums(factors, lists: lists)
      let found = contraction.sums(factors, slopes: other, lists: lists)
      let shared = contraction.sums(factors, slopes: other, lists: lists, threads: 2)
      #expect(shared.numbers == found.numbers)
      #expect((alone.tables, found.tables) == (1, 1 + counts.count))
      for list in 0..<lists {
        var (vectors, slopes): ([[Double]], [[Double]]) = ([], [])
        var start = list * length
        for count in counts {
          vectors.append([1] + factors[start..<start + count - 1])
          slopes.append([0] + other[start..<start + count - 1])
          start += count - 1
        }
        for table in 0...counts.count {
          var own = vectors
          if table > 0 { own[table - 1] = slopes[table - 1] }
          let expected = plainSums(numbers, counts, width: width, own)
          for number in 0..<width {
            let place = (list * found.tables + table) * found.stride + number
            #expect((found.numbers[place] - expected[number]).magnitude < 1e-12)
            if table == 0 {
              #expect((alone.numbers[list * alone.stride + number] - expected[number]).magnitude < 1e-12)
            }
          }
        }
      }
    }
  }
}
