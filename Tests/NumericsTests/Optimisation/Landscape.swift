import Foundation

/// A function to minimise, under the name that it has in the file of other programs' results.
enum Landscape: String, CaseIterable, Codable {
  case bowl, rosenbrock, singular, waves

  func value(_ x: [Double]) -> Double {
    switch self {
    case .bowl:
      let distances = x.enumerated().reduce(0) { $0 + Double($1.offset + 1) * ($1.element - 1) * ($1.element - 1) }
      let excess = x.reduce(0, +) - Double(x.count)
      return distances + 0.5 * excess * excess
    case .rosenbrock:
      return zip(x, x.dropFirst()).reduce(0) { $0 + 100 * pow($1.1 - $1.0 * $1.0, 2) + pow(1 - $1.0, 2) }
    case .singular:
      return pow(x[0] + 10 * x[1], 2) + 5 * pow(x[2] - x[3], 2) + pow(x[1] - 2 * x[2], 4) + 10 * pow(x[0] - x[3], 4)
    case .waves:
      return x.indices.reduce(0) { $0 + cos(x[$1]) * cos(x[($1 + 1) % x.count]) + 0.3 * sin(2 * x[$1] - 0.4) }
    }
  }

  func gradient(_ x: [Double]) -> [Double] {
    switch self {
    case .bowl:
      let excess = x.reduce(0, +) - Double(x.count)
      return x.enumerated().map { 2 * Double($0.offset + 1) * ($0.element - 1) + excess }
    case .rosenbrock:
      return x.indices.map { place in
        let fromAbove = place > 0 ? 200 * (x[place] - x[place - 1] * x[place - 1]) : 0
        guard place + 1 < x.count else { return fromAbove }
        return fromAbove - 400 * x[place] * (x[place + 1] - x[place] * x[place]) - 2 * (1 - x[place])
      }
    case .singular:
      let (a, b) = (2 * (x[0] + 10 * x[1]), 10 * (x[2] - x[3]))
      let (c, d) = (4 * pow(x[1] - 2 * x[2], 3), 40 * pow(x[0] - x[3], 3))
      return [a + d, 10 * a + c, b - 2 * c, -b - d]
    case .waves:
      return x.indices.map { place in
        let neighbours = cos(x[(place + 1) % x.count]) + cos(x[(place + x.count - 1) % x.count])
        return -sin(x[place]) * neighbours + 0.6 * cos(2 * x[place] - 0.4)
      }
    }
  }
}
