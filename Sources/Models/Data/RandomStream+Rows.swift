internal import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension RandomStream {
  /// A whole number from 0 to below `count`, each as likely to 2^-53 of one.
  /// - Precondition: a positive count below 2^53.
  mutating func place(below count: Int) -> Int { min(Int(uniform() * Double(count)), count - 1) }

  /// The numbers in an order that is as likely as any other (Fisher and Yates).
  mutating func shuffledRows(_ rows: [Int]) -> [Int] {
    var rows = rows
    for index in rows.indices.reversed() where index > 0 { rows.swapAt(index, place(below: index + 1)) }
    return rows
  }

  /// A number of mean 0 and variance 1 from the normal distribution (Box and Muller).
  mutating func normalNumber() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * Double.pi * uniform())
  }
}
