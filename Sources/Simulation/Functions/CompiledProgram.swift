import CKernels
import Circuits
import Numerics
import Synchronization

/// Layers, angles and observables as the kernels read them. Nothing of them changes after `init`, so it is shared
/// freely.
final class CompiledProgram: @unchecked Sendable {
  private let storage = CArrays()
  let program: UnsafePointer<LanesProgram>
  let kernels: UnsafePointer<lanes_kernels>
  /// The gate that each slot comes from.
  let gates: [String]
  /// Which nodes each node is made of, and each slot.
  let operands: [[Int]]
  let slotNodes: [[Int]]
  /// What it shares arrays with.
  private let origin: CompiledProgram?
  /// Of the last points that shared parameters; the next ones mostly vary the same.
  private let lastVarying = Mutex<VaryingParts?>(nil)

  init(
    _ layered: LayeredCircuit, _ arena: ExpressionArena, parameterCount: Int, observables: [FramedObservable],
    isSingle: Bool, level: InstructionLevel
  ) {
    var slots = SlotTable(arena: arena, parameterCount: parameterCount)
    let (layers, strings, tilts) = Self.steps(of: layered, &slots)
    var program = LanesProgram()
    program.qubit_count = UInt32(layered.qubitCount)
    program.parameter_count = UInt32(parameterCount)
    program.node_count = UInt32(slots.nodes.count)
    program.slot_count = UInt32(slots.slots.count)
    program.layer_count = UInt32(layers.count)
    program.observable_count = UInt32(observables.count)
    program.nodes = storage.copy(slots.nodes)
    program.slots = storage.copy(slots.slots)
    program.terms = storage.copy(slots.terms)
    program.layers = storage.copy(layers)
    program.strings = storage.copy(strings)
    program.tilts = storage.copy(tilts)
    let initial = layered.initial.map(\.real) + layered.initial.map(\.imaginary)
    program.initial = storage.copy(initial, isSingle: isSingle)
    gates = slots.gates
    operands = slots.operands
    slotNodes = slots.slotNodes
    Self.setObservables(observables, of: &program, in: storage, isSingle: isSingle)
    self.program = storage.copy([program])
    origin = nil
    let level = KernelLevel(rawValue: UInt32(level.rawValue))
    kernels = isSingle ? lanes_single_kernels_at(level) : lanes_double_kernels_at(level)
  }

  /// Another's steps up to a cut, and then |v><v| summed over vectors among its states.
  init(_ whole: CompiledProgram, upTo cut: RowCut, vectors: [[Complex]], isSingle: Bool) {
    var program = whole.program.pointee
    var layers = (0..<cut.layer).map { program.layers[$0] }
    if cut.isTurned {
      layers.append(program.layers[cut.layer])
      layers[cut.layer].tilt_count = 0
    }
    program.layer_count = UInt32(layers.count)
    program.layers = storage.copy(layers)
    let padding = Array(repeating: Complex.zero, count: 1 << program.qubit_count)
    let padded = vectors + Array(repeating: padding, count: (4 - vectors.count % 4) % 4)
    program.weights = storage.copy(padded.flatMap { $0.map(\.real) + $0.map(\.imaginary) }, isSingle: isSingle)
    program.observable_count = 1
    program.observables = storage.copy([
      LanesObservable(group_start: 0, group_count: 0, rank: UInt32(padded.count), vectors: 0)
    ])
    self.program = storage.copy([program])
    origin = whole
    (gates, operands, slotNodes, kernels) = (whole.gates, whole.operands, whole.slotNodes, whole.kernels)
  }

  /// What depends on parameters that vary.
  func varyingParts(_ parameters: [UInt32]) -> VaryingParts {
    lastVarying.withLock { last in
      if let last, last.parameters == parameters { return last }
      let parts = VaryingParts(self, parameters: parameters)
      last = parts
      return parts
    }
  }

  private static func steps(
    of layered: LayeredCircuit, _ slots: inout SlotTable
  ) -> ([LanesLayer], [LanesString], [LanesTilt]) {
    var layers: [LanesLayer] = []
    var strings: [LanesString] = []
    var tilts: [LanesTilt] = []
    for layer in layered.layers {
      layers.append(
        LanesLayer(
          string_start: UInt32(strings.count), string_count: UInt32(layer.strings.count),
          tilt_start: UInt32(tilts.count), tilt_count: UInt32(layer.tilts.count)))
      for string in layer.strings.sorted(by: { $0.axis.signs < $1.axis.signs }) {
        strings.append(LanesString(mask: string.axis.signs, slot: slots.append(string.angle)))
      }
      for tilt in layer.tilts {
        tilts.append(LanesTilt(mask: tilt.axis.flips, row: tilt.axis.signs, slot: slots.append(tilt.angle)))
      }
    }
    return (layers, strings, tilts)
  }

  private static func setObservables(
    _ observables: [FramedObservable], of program: inout LanesProgram, in storage: CArrays, isSingle: Bool
  ) {
    var groups: [LanesGroup] = []
    var weights: [Double] = []
    var parts: [LanesObservable] = []
    for observable in observables {
      parts.append(
        LanesObservable(
          group_start: UInt32(groups.count), group_count: UInt32(observable.groups.count), rank: 0, vectors: 0))
      for group in observable.groups {
        groups.append(LanesGroup(mask: group.mask, is_real: group.isReal ? 1 : 0, weights: weights.count))
        weights += group.weights.map(\.real)
        if !group.isReal { weights += group.weights.map(\.imaginary) }
      }
    }
    program.observables = storage.copy(parts)
    program.groups = storage.copy(groups)
    program.weights = storage.copy(weights, isSingle: isSingle)
  }
}

/// Collects the slots of a program and the nodes that they need.
private struct SlotTable {
  let arena: ExpressionArena
  var nodes: [LanesNode]
  var operands: [[Int]]
  var slots: [LanesSlot] = []
  var terms: [LanesTerm] = []
  var gates: [String] = []
  var slotNodes: [[Int]] = []
  private var places: [ExpressionID: Int] = [:]
  /// Which slot an angle has already.
  private var known: [Key: UInt32] = [:]

  private struct Key: Hashable {
    let constant: Double
    let terms: [AngleSlot.Term]
  }

  init(arena: ExpressionArena, parameterCount: Int) {
    self.arena = arena
    nodes = Array(
      repeating: LanesNode(operation: Int32(LANES_PARAMETER), first: 0, second: 0, constant: 0), count: parameterCount)
    operands = Array(repeating: [], count: parameterCount)
  }

  /// The slot of an angle: equal angles share one, and their derivatives are one sum.
  mutating func append(_ angle: AngleSlot) -> UInt32 {
    let key = Key(constant: angle.constant, terms: angle.terms)
    if let slot = known[key] { return slot }
    let start = terms.count
    for term in angle.terms where term.factor != 0 {
      terms.append(LanesTerm(node: UInt32(node(of: term.expression)), factor: term.factor))
    }
    slots.append(
      LanesSlot(constant: angle.constant, term_start: UInt32(start), term_count: UInt32(terms.count - start)))
    gates.append(angle.gate)
    slotNodes.append(terms[start...].map { Int($0.node) })
    let slot = UInt32(slots.count - 1)
    known[key] = slot
    return slot
  }

  private mutating func node(of root: ExpressionID) -> Int {
    if let place = places[root] { return place }
    // What an expression that has a place is made of has places too.
    for id in arena.reachable(from: root, unless: { places[$0] != nil }) { places[id] = add(arena[id]) }
    return places[root] ?? 0
  }

  private mutating func add(_ step: ExpressionNode) -> Int {
    switch step {
    case .parameter(let index): return Int(index)
    case .constant(let value): return add(LANES_CONSTANT, [], constant: value)
    case .negate(let inner): return add(LANES_NEGATE, [inner])
    case .function(let function, let inner): return add(function.operation, [inner])
    case .binary(let operation, let left, let right): return add(operation.operation, [left, right])
    }
  }

  private mutating func add<Operation: BinaryInteger>(
    _ operation: Operation, _ inner: [ExpressionID], constant: Double = 0
  ) -> Int {
    let inner = inner.map { places[$0] ?? 0 }
    nodes.append(
      LanesNode(
        operation: Int32(operation), first: UInt32(inner.first ?? 0), second: UInt32(inner.last ?? 0),
        constant: constant))
    operands.append(inner)
    return nodes.count - 1
  }
}

extension AngleOperator {
  fileprivate var operation: Int {
    switch self {
    case .add: Int(LANES_ADD)
    case .subtract: Int(LANES_SUBTRACT)
    case .multiply: Int(LANES_MULTIPLY)
    case .divide: Int(LANES_DIVIDE)
    case .power: Int(LANES_POWER)
    }
  }
}

extension AngleFunction {
  fileprivate var operation: Int {
    switch self {
    case .sin: Int(LANES_SIN)
    case .cos: Int(LANES_COS)
    case .tan: Int(LANES_TAN)
    case .exp: Int(LANES_EXP)
    case .log: Int(LANES_LOG)
    case .sqrt: Int(LANES_SQRT)
    case .arcsin: Int(LANES_ARCSIN)
    case .arccos: Int(LANES_ARCCOS)
    case .arctan: Int(LANES_ARCTAN)
    }
  }
}
