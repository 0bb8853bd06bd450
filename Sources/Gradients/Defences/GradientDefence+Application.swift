#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
package import Numerics

extension GradientDefence {
  /// The values as they are shared. Each round draws noise of its own from the stream; the rotation is the stream's.
  package func applied(to values: [Double], round: Int = 0, _ stream: RandomStream) -> [Double] {
    var values = values
    for (place, step) in valueSteps.enumerated() {
      let own = stream.substream("defence/\(place)")
      if case .rotation = step {
        SecretRotation(values.count, own).apply(to: &values)
      } else {
        step.apply(to: &values, own.substream(round))
      }
    }
    return values
  }

  /// What clients who know the rotation make of shared values, or of their sum.
  package func restored(_ shared: [Double], _ stream: RandomStream) -> [Double] {
    var values = shared
    for (place, step) in valueSteps.enumerated().reversed() {
      guard case .rotation = step else { continue }
      SecretRotation(values.count, stream.substream("defence/\(place)")).undo(on: &values)
    }
    return values
  }
}

extension GradientDefence.Step {
  fileprivate func apply(to values: inout [Double], _ stream: RandomStream) {
    var stream = stream
    switch self {
    case .depolarization, .rotation: break
    case .gaussian(let deviation):
      for place in values.indices { values[place] += deviation * stream.normal() }
    case .clipping(let norm):
      let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > norm else { return }
      for place in values.indices { values[place] *= norm / length }
    case .pruning(let share):
      for place in Self.pruned(values, share: share) { values[place] = 0 }
    case .quantization(let quantization): quantization.apply(to: &values, &stream)
    case .randomizedQuantization(let quantization):
      for place in values.indices { values[place] = quantization.drawn(values[place], &stream) }
    case .signs: values = values.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    }
  }

  /// The places of the smallest values, the first of equal ones first.
  package static func pruned(_ values: [Double], share: Double) -> ArraySlice<Int> {
    let count = Int((min(max(share, 0), 1) * Double(values.count)).rounded(.down))
    return values.indices.sorted { left, right in
      let (first, second) = (values[left].magnitude, values[right].magnitude)
      return first == second ? left < right : first < second
    }.prefix(count)
  }
}

extension Quantization {
  fileprivate func apply(to values: inout [Double], _ stream: inout RandomStream) {
    let size = step(largest: values.reduce(0) { max($0, $1.magnitude) })
    guard size > 0 else { return }
    for place in values.indices {
      let level = values[place] / size
      let rounded = isStochastic ? (level + stream.uniform()).rounded(.down) : level.rounded()
      values[place] = rounded * size
    }
  }
}

extension RandomizedQuantization {
  /// What becomes of a value.
  fileprivate func drawn(_ value: Double, _ stream: inout RandomStream) -> Double {
    let shares = probabilities(of: value)
    var rest = stream.uniform()
    for (index, share) in shares.enumerated() {
      rest -= share
      if rest < 0 { return level(index) }
    }
    // Rounding left a little: the greatest level that can be.
    return level(shares.lastIndex { $0 > 0 } ?? levelCount - 1)
  }
}

/// A rotation or reflection drawn evenly from all that there are, as Householder's reflections of ever more values:
/// Stewart, SIAM J. Numer. Anal. 17 (1980) 403.
private struct SecretRotation {
  private let signs: [Double]
  /// The k-th mirrors the last k + 2 values; each has length 1, or 0 where there is nothing to mirror.
  private let mirrors: [[Double]]

  init(_ count: Int, _ stream: RandomStream) {
    var stream = stream
    signs = (0..<count).map { _ in stream.next() & 1 == 0 ? 1 : -1 }
    mirrors = (0..<max(0, count - 1)).map { index in
      var mirror = (0..<index + 2).map { _ in stream.normal() }
      let length = mirror.reduce(0) { $0 + $1 * $1 }.squareRoot()
      mirror[0] += mirror[0] < 0 ? -length : length
      let own = mirror.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return mirror.map { own > 0 ? $0 / own : 0 }
    }
  }

  func apply(to values: inout [Double]) {
    for (place, sign) in signs.enumerated() { values[place] *= sign }
    for mirror in mirrors { Self.reflect(&values, mirror) }
  }

  func undo(on values: inout [Double]) {
    for mirror in mirrors.reversed() { Self.reflect(&values, mirror) }
    for (place, sign) in signs.enumerated() { values[place] *= sign }
  }

  private static func reflect(_ values: inout [Double], _ mirror: [Double]) {
    let start = values.count - mirror.count
    var product = 0.0
    for (place, element) in mirror.enumerated() { product += element * values[start + place] }
    for (place, element) in mirror.enumerated() { values[start + place] -= 2 * product * element }
  }
}

extension RandomStream {
  /// A standard normal number: Box and Muller, Ann. Math. Stat. 29 (1958) 610.
  fileprivate mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}
