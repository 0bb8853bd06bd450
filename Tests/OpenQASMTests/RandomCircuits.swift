import Circuits

/// An endless supply of circuits that together use everything a circuit can hold, the same for the same seed.
///
/// What reading OpenQASM rewrites is left out, so that every circuit should come back from its text unchanged:
/// a controlled `U`, and controlled gates with `U` or `gphase` inside.
struct RandomCircuits {
  struct Contents: OptionSet {
    let rawValue: Int
    static let modifiers = Contents(rawValue: 1)
    static let declarations = Contents(rawValue: 2)
    static let symbols = Contents(rawValue: 4)
    static let measurements = Contents(rawValue: 8)
    static let resets = Contents(rawValue: 16)
    static let timing = Contents(rawValue: 32)
    static let boxes = Contents(rawValue: 64)
    static let remarks = Contents(rawValue: 128)
    static let physicalQubits = Contents(rawValue: 256)
    /// Numbers at the ends of what a double holds.
    static let extremeNumbers = Contents(rawValue: 512)

    static let everything = Contents(rawValue: 1023)
    static let unitary: Contents = [.modifiers, .declarations]
  }

  var contents: Contents
  var qubitCounts: ClosedRange<Int>
  var lengths: ClosedRange<Int>
  var rows: [StandardGate]
  private var generator: SplitMix64

  init(
    seed: UInt64, contents: Contents = .everything, qubitCounts: ClosedRange<Int> = 4...9,
    lengths: ClosedRange<Int> = 0...40, rows: [StandardGate] = StandardGate.all
  ) {
    generator = SplitMix64(state: seed)
    self.contents = contents
    self.qubitCounts = qubitCounts
    self.lengths = lengths
    self.rows = rows
  }

  mutating func next() -> Circuit {
    let qubitCount = pick(qubitCounts)
    let isPhysical = chance(0.2, if: .physicalQubits)
    let bits = contents.contains(.measurements) ? registers(of: pick(0...qubitCount), names: ["c", "m", "out"]) : []
    var circuit = Circuit(
      qubits: isPhysical
        ? .physical(count: qubitCount) : .registers(registers(of: qubitCount, names: ["q", "anc", "work_2"])),
      bitRegisters: bits.map { register in
        var register = register
        register.isOutput = chance(0.3)
        return register
      },
      parameters: contents.contains(.symbols) ? parameters() : [])
    for number in 0..<(contents.contains(.declarations) ? pick(0...3) : 0) {
      circuit.declarations.append(declaration(number: number, after: circuit.declarations))
    }
    appendOperations(pick(lengths), to: &circuit)
    if isPhysical { circuit.reset(qubitCount - 1) }
    if contents.contains(.remarks) { appendRemarks(to: &circuit) }
    return circuit
  }

  // MARK: Declarations

  private mutating func registers(of count: Int, names: [String]) -> [Register] {
    var result: [Register] = []
    var start = 0
    for (place, name) in names.enumerated() where start < count {
      let size = place == names.count - 1 ? count - start : pick(1...(count - start))
      result.append(Register(name: name, start: start, count: size, isScalar: size == 1 && chance(0.5)))
      start += size
    }
    return result
  }

  private mutating func parameters() -> [Parameter] {
    let kinds: [Parameter.Kind] = [
      .float(width: 64), .float(width: nil), .float(width: 32), .angle(width: 16), .angle(width: nil),
      .integer(width: 32), .unsigned(width: nil),
    ]
    return (0..<pick(0...4)).map { Parameter(name: "x_\($0)", kind: pick(kinds)) }
  }

  private mutating func declaration(number: Int, after earlier: [GateDeclaration]) -> GateDeclaration {
    let angleNames = (0..<pick(0...2)).map { "t\($0)" }
    let qubitNames = (0..<pick(1...4)).map { ["a", "b", "c", "d"][$0] }
    var arena = ExpressionArena()
    var steps: [GateBody.Step] = []
    for _ in 0..<pick(0...4) {
      guard let (gate, qubits) = gate(on: qubitNames.count, declarations: earlier) else { continue }
      let parameterCount = gate.needsNumbers ? 0 : angleNames.count
      let angles = (0..<angleCount(of: gate, earlier)).map { _ in angle(&arena, parameterCount: parameterCount) }
      steps.append(GateBody.Step(gate, angles: angles, qubits: qubits))
    }
    return GateDeclaration(
      name: "gate_\(number)", angleNames: angleNames, qubitNames: qubitNames,
      body: GateBody(expressions: arena, steps: steps))
  }

  // MARK: Operations

  private mutating func appendOperations(_ count: Int, to circuit: inout Circuit) {
    var depth = 0
    for _ in 0..<count {
      let kind = pick(0...19)
      switch kind {
      case 0 where contents.contains(.resets): circuit.reset(pick(0...(circuit.qubitCount - 1)))
      case 1: circuit.barrier(someQubits(of: circuit))
      case 2 where contents.contains(.timing): circuit.delay(duration(), someQubits(of: circuit))
      case 3 where contents.contains(.boxes):
        circuit.startBox(chance(0.5) ? duration() : nil)
        depth += 1
      case 4 where depth > 0:
        circuit.endBox()
        depth -= 1
      case 5, 6: if contents.contains(.measurements) { appendMeasurements(to: &circuit) }
      default: appendGate(to: &circuit)
      }
    }
    for _ in 0..<depth { circuit.endBox() }
  }

  private mutating func appendGate(to circuit: inout Circuit) {
    guard let (gate, qubits) = gate(on: circuit.qubitCount, declarations: circuit.declarations) else { return }
    var arena = circuit.expressions
    let parameterCount = gate.needsNumbers ? 0 : circuit.parameters.count
    let angles = (0..<angleCount(of: gate, circuit.declarations)).map { _ in
      angle(&arena, parameterCount: parameterCount)
    }
    circuit.expressions = arena
    circuit.append(gate, angles: angles, qubits: qubits)
  }

  /// One measurement, or a register's worth of them.
  private mutating func appendMeasurements(to circuit: inout Circuit) {
    guard let register = circuit.bitRegisters.randomElement(using: &generator), chance(0.8) else {
      return circuit.measure(pick(0...(circuit.qubitCount - 1)), into: nil)
    }
    guard chance(0.5), register.count <= circuit.qubitCount else {
      return circuit.measure(pick(0...(circuit.qubitCount - 1)), into: register.range.randomElement(using: &generator))
    }
    let start = chance(0.5) ? 0 : pick(0...(circuit.qubitCount - register.count))
    for offset in 0..<register.count { circuit.measure(start + offset, into: register.start + offset) }
  }

  private mutating func someQubits(of circuit: Circuit) -> [Int] {
    let all = Array(0..<circuit.qubitCount)
    if chance(0.3) { return all }
    if case .registers(let registers) = circuit.qubits, chance(0.4) { return Array(pick(registers).range) }
    return Array(all.shuffled(using: &generator).prefix(pick(1...all.count)))
  }

  private mutating func duration() -> Duration {
    Duration(pick([100, 0.25, 1e-7, 12_345.678, 3e9, 0]), pick(Duration.Unit.allCases))
  }

  private mutating func appendRemarks(to circuit: inout Circuit) {
    for place in 0...circuit.operations.count {
      while chance(0.05) {
        circuit.remarks.append(Remark(.pragma, text: "vendor \"quoted\" \(pick(0...9))", operation: place))
      }
      guard place < circuit.operations.count, circuit.operations[place].kind != .boxEnd else { continue }
      while chance(0.05) {
        circuit.remarks.append(
          Remark(.annotation, text: pick(["vendor.hint 3,1,0", "mark", "a.b.c [x] ;"]), operation: place))
      }
    }
  }

  // MARK: Gates

  /// A gate that has room on so many qubits, and operands for it.
  private mutating func gate(on qubitCount: Int, declarations: [GateDeclaration]) -> (Gate, [Int])? {
    var gate: Gate
    if !declarations.isEmpty, chance(0.25) {
      gate = Gate(.declared(pick(0...(declarations.count - 1))))
    } else {
      guard let row = rows.randomElement(using: &generator) else { return nil }
      gate = Gate(row)
    }
    let targets =
      switch gate.target {
      case .standard(let row): row.definition.qubitCount
      case .declared(let place): declarations[place].qubitNames.count
      }
    guard targets <= qubitCount else { return nil }
    if chance(0.35, if: .modifiers) {
      for _ in 0..<pick(0...2) { gate = gate.raised(to: pick([-1, 0.5, 2, -0.25, 3, 1.0 / 3])) }
      let normalization = ControlNormalization(declarations: declarations)
      if !normalization.hasUnsettledPhase(gate.target) {
        gate.controls = (0..<pick(0...min(3, qubitCount - targets))).map { _ in chance(0.6) }
      }
    }
    let qubits = (0..<qubitCount).shuffled(using: &generator).prefix(targets + gate.controls.count)
    return (gate, Array(qubits))
  }

  private func angleCount(of gate: Gate, _ declarations: [GateDeclaration]) -> Int {
    switch gate.target {
    case .standard(let row): row.definition.angleNames.count
    case .declared(let place): declarations[place].angleNames.count
    }
  }

  // MARK: Angles

  private mutating func angle(_ arena: inout ExpressionArena, parameterCount: Int, depth: Int = 0) -> Angle {
    guard parameterCount > 0, depth < 4, chance(depth == 0 ? 0.6 : 0.8) else { return .constant(number()) }
    switch pick(0...9) {
    case 0...2: return arena.parameter(pick(0...(parameterCount - 1)))
    case 3: return arena.negate(angle(&arena, parameterCount: parameterCount, depth: depth + 1))
    case 4:
      let inner = arena.parameter(pick(0...(parameterCount - 1)))
      return arena.apply(pick(AngleFunction.allCases), to: inner)
    default:
      let left = angle(&arena, parameterCount: parameterCount, depth: depth + 1)
      let right = arena.parameter(pick(0...(parameterCount - 1)))
      let isSwapped = chance(0.5)
      return arena.combine(pick(AngleOperator.allCases), isSwapped ? right : left, isSwapped ? left : right)
    }
  }

  private mutating func number() -> Double {
    switch pick(0...(contents.contains(.extremeNumbers) ? 9 : 7)) {
    case 0...2: Double(pick(-7...7)) * .pi / Double(pick([1, 2, 3, 4, 8, 16]))
    case 3: Double(pick(-9...9))
    case 4...7: Double.random(in: -7...7, using: &generator)
    default:
      pick([
        -0.0, .leastNonzeroMagnitude, -.leastNormalMagnitude, 1e300, -1.7976931348623157e308, 9_007_199_254_740_994,
        1e15, 1e16, 1e-7, 18_446_744_073_709_551_616, 0.1, .pi.nextUp, .ulpOfOne,
      ])
    }
  }

  // MARK: Chance

  private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &generator)]
  }

  private mutating func chance(_ probability: Double, if needed: Contents = []) -> Bool {
    contents.isSuperset(of: needed) && Double.random(in: 0..<1, using: &generator) < probability
  }
}

extension Gate {
  /// A fractional power has no meaning yet while an angle is a symbol.
  fileprivate var needsNumbers: Bool { powers.contains { $0 != $0.rounded() } }
}

/// Steele, Lea and Flood's generator: small, and the same everywhere.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
