import Circuits
import Execution
import Numerics

/// A circuit as layers of commuting rotations, after which the frame says what the basis states mean.
///
/// Every gate is a product of exchanges of basis states, rotations about strings of Z (which a layer does first) and
/// rotations about Y in the frame ("tilts"). A rotation goes into the earliest layer that it reaches past others it
/// commutes with.
struct LayeredCircuit {
  struct Rotation {
    let axis: FramedPauli
    var angle: AngleSlot
  }

  struct Layer {
    /// Rotations about Z on the qubits of a mask, none of which stands here twice.
    var strings: [Rotation] = []
    private var places: [UInt32: Int] = [:]
    var tilts: [Rotation] = []

    /// The place of the rotation about a mask.
    func place(of mask: UInt32) -> Int? { places[mask] }

    mutating func append(string: Rotation) {
      places[string.axis.signs] = strings.count
      strings.append(string)
    }

    mutating func keep(strings: [Rotation], tilts: [Rotation]) {
      self = Layer()
      for string in strings { append(string: string) }
      self.tilts = tilts
    }
  }

  let qubitCount: Int
  private(set) var frame: PauliFrame
  var layers: [Layer] = []
  /// The state before the layers.
  var initial: [Complex]
  /// The state's phase is half of this angle, negated.
  private(set) var phase = AngleSlot(gate: "gphase")

  init(qubitCount: Int) {
    self.qubitCount = qubitCount
    frame = PauliFrame(qubitCount: qubitCount)
    initial = Array(repeating: .zero, count: 1 << qubitCount)
    initial[0] = .one
  }

  // MARK: Gates

  mutating func exchange(_ qubit: Int) { frame.exchange(qubit) }
  mutating func exchange(_ target: Int, control: Int) { frame.exchange(target, control: control) }
  mutating func swap(_ first: Int, _ second: Int) { frame.swap(first, second) }

  /// exp(-i angle Z / 2) with Z on all of some qubits; on none, a phase.
  mutating func turn(_ qubits: [Int], _ angle: AngleSlot) {
    var mask: UInt32 = 0
    var isNegative = false
    for qubit in qubits {
      mask ^= frame.rows[qubit]
      if frame.flips[qubit] { isNegative.toggle() }
    }
    var slot = AngleSlot(gate: angle.gate)
    slot.add(angle, times: isNegative ? -1 : 1)
    place(string: Rotation(axis: FramedPauli(flips: 0, signs: mask), angle: slot))
  }

  /// exp(-i angle Y / 2).
  mutating func tilt(_ qubit: Int, _ angle: AngleSlot) {
    var slot = AngleSlot(gate: angle.gate)
    slot.add(angle, times: frame.flips[qubit] ? -1 : 1)
    place(tilt: Rotation(axis: FramedPauli(flips: frame.masks[qubit], signs: frame.rows[qubit]), angle: slot))
  }

  // MARK: Placing

  private mutating func place(string: Rotation) {
    guard string.axis.signs != 0 else { return phase.add(string.angle) }
    var reached = layers.count
    while reached > 0, layers[reached - 1].tilts.allSatisfy({ $0.axis.commutes(with: string.axis) }) { reached -= 1 }
    // Before all tilts the state is 0, and every string a phase.
    guard reached > 0 else { return phase.add(string.angle) }
    for layer in reached..<layers.count {
      guard let place = layers[layer].place(of: string.axis.signs) else { continue }
      return layers[layer].strings[place].angle.add(string.angle)
    }
    if reached == layers.count { layers.append(Layer()) }
    layers[reached].append(string: string)
  }

  private mutating func place(tilt: Rotation) {
    var goal: Int?
    var layer = layers.count - 1
    while layer >= 0 {
      if let same = layers[layer].tilts.firstIndex(where: { $0.axis == tilt.axis }) {
        return layers[layer].tilts[same].angle.add(tilt.angle)
      }
      if layers[layer].tilts.allSatisfy({ $0.axis.isApart(from: tilt.axis) }) { goal = layer }
      guard layers[layer].tilts.allSatisfy({ $0.axis.commutes(with: tilt.axis) }),
        layers[layer].strings.allSatisfy({ $0.axis.commutes(with: tilt.axis) })
      else { break }
      layer -= 1
    }
    guard let goal else {
      layers.append(Layer())
      return layers[layers.count - 1].tilts.append(tilt)
    }
    layers[goal].tilts.append(tilt)
  }
}

extension FramedPauli {
  /// Whether two tilts are about different qubits of some one frame: neither changes the other's sign.
  fileprivate func isApart(from other: FramedPauli) -> Bool {
    !(flips & other.signs).isOdd && !(signs & other.flips).isOdd
  }
}

extension AngleSlot {
  /// Adds a factor times another slot.
  fileprivate mutating func add(_ other: AngleSlot, times factor: Double) {
    var scaled = other
    scaled.constant *= factor
    for place in scaled.terms.indices { scaled.terms[place].factor *= factor }
    add(scaled)
  }
}
