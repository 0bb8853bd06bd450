/// The orders at which Renyi divergences are asked for.
enum RenyiOrders {
  /// Those that other accountants take by default too: every tenth below 11, then whole ones.
  static let usual: [Double] = (1..<100).map { 1 + Double($0) / 10 } + (12...63).map(Double.init)
  /// Higher and lower orders are asked for while they are better.
  static let highest = Double(1 << 20)
  private static let lowest = 1 + 1e-6

  /// The least value of a function that has one minimum, over the usual orders, and beyond them where the minimum is
  /// at their edge.
  static func minimum(_ value: (Double) -> Double) -> (value: Double, order: Double) {
    var best = (value: Double.infinity, order: usual[0])
    for order in usual {
      let found = value(order)
      if found < best.value { best = (found, order) }
    }
    if best.order == usual.last { extend(&best, value) { ($0 * 1.25).rounded(.up) } }
    if best.order == usual.first { extend(&best, value) { 1 + ($0 - 1) / 2 } }
    return best
  }

  private static func extend(
    _ best: inout (value: Double, order: Double), _ value: (Double) -> Double, next: (Double) -> Double
  ) {
    var order = next(best.order)
    while order <= highest, order >= lowest {
      let found = value(order)
      guard found < best.value else { return }
      best = (found, order)
      order = next(order)
    }
  }
}
