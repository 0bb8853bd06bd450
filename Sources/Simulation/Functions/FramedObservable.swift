import Circuits
import Numerics

/// An observable as it acts on the simulated register: amplitude i gets weight(i) times amplitude i ^ mask.
struct FramedObservable {
  struct Group {
    let mask: UInt32
    var weights: [Complex]
    var isReal: Bool { weights.allSatisfy { $0.imaginary == 0 } }
  }

  private(set) var groups: [Group] = []
  /// Its strings.
  let axes: Set<FramedPauli>

  init(_ observable: Observable, frame: PauliFrame) {
    var axes: Set<FramedPauli> = []
    var groups: [UInt32: [(coefficient: Complex, signs: UInt32)]] = [:]
    for term in observable.terms {
      let (axis, factor) = Self.axis(of: term.string, frame: frame)
      axes.insert(axis)
      groups[axis.flips, default: []].append((term.coefficient * factor, axis.signs))
    }
    self.axes = axes
    let size = 1 << frame.rows.count
    for (mask, terms) in groups.sorted(by: { $0.key < $1.key }) {
      var weights = Array(repeating: Complex.zero, count: size)
      for term in terms {
        for index in weights.indices {
          // The sign is that of the amplitude that the string takes here.
          let isNegative = (UInt32(index) ^ mask) & term.signs
          weights[index] += isNegative.isOdd ? -term.coefficient : term.coefficient
        }
      }
      self.groups.append(Group(mask: mask, weights: weights))
    }
  }

  /// A string takes the simulated state j, times the factor and the sign of `signs & j`, to j ^ flips. Of its factors
  /// X acts last: Y is i X Z.
  private static func axis(of string: PauliString, frame: PauliFrame) -> (FramedPauli, Complex) {
    var axis = FramedPauli(flips: 0, signs: 0)
    var factor = Complex.one
    for (qubit, pauli) in string.factors {
      if pauli != .z { axis.flips ^= frame.masks[qubit] }
      if pauli != .x {
        axis.signs ^= frame.rows[qubit]
        if frame.flips[qubit] { factor = -factor }
      }
      if pauli == .y { factor = factor * .i }
    }
    return (axis, factor)
  }
}
