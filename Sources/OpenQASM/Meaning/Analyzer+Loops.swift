internal import Circuits

extension Analyzer {
  mutating func forStatement(_ id: NodeID) {
    let children = Array(parser.tree.children(of: id))
    guard children.count == 4, let type = type(of: children[0]) else { return }
    let symbol = parser.tree[children[1]].symbol
    if gateSteps != nil { return unroll(id, type, symbol, values: children[2], body: children[3]) }
    let mark = code.scopeMark
    let turns: Turns?
    switch parser.tree[children[2]].kind {
    case .rangeExpression: turns = rangeTurns(children[2])
    case .setExpression: turns = setTurns(children[2], type)
    default: turns = elementTurns(children[2])
    }
    let variable = code.newVariable()
    openScope()
    declareVariable(symbol, Variable(type: type, slot: variable, routine: code.routine), at: children[1])
    if let turns, type.acceptsImplicitly(turns.type) || turns.isLiteral {
      loop(turns, variable, type, body: children[3], at: id)
    } else {
      if let turns {
        report(.wrongType, "\(turns.type.noun) for a loop variable that is \(type.noun)", at: children[2])
      }
      statements(of: children[3])
    }
    closeScope()
    code.endScope(mark)
  }

  /// The values of a loop's variable, one a turn.
  private struct Turns {
    /// How many there are.
    var count: Slot
    /// Their type.
    var type: ClassicalType
    /// Written out as constants, which may become any type that holds them.
    var isLiteral = false
    var source: Source

    enum Source {
      case range(first: Slot, step: Slot)
      /// The elements of the value in a slot.
      case elements(Slot)
    }
  }

  /// A slot for the whole loop that starts with a value.
  private mutating func kept(_ meaning: Meaning, in slot: Slot, at id: NodeID) -> Slot {
    let source = self.slot(meaning, at: id)
    emit(.copy(slot, from: source), at: id)
    return slot
  }

  private mutating func rangeTurns(_ id: NodeID) -> Turns? {
    let (count, first, step) = (code.newVariable(), code.newVariable(), code.newVariable())
    let parts = Array(parser.tree.children(of: id))
    guard parser.tree[parts[0]].kind != .omitted, parser.tree[parts[parts.count - 1]].kind != .omitted else {
      report(.badSize, "a loop's range has both ends", at: id, help: "write: [first:last] or [first:step:last]")
      return nil
    }
    guard let start = wholeNumber(parts[0]), let end = wholeNumber(parts[parts.count - 1]) else { return nil }
    var stride: Meaning = .value(.integer(1, width: 64))
    if parts.count == 3, parser.tree[parts[1]].kind != .omitted {
      guard let given = wholeNumber(parts[1]) else { return nil }
      if given.knownIndex == 0 {
        report(.badSize, "a range with step 0", at: parts[1], help: "write a step that is not zero")
        return nil
      }
      stride = given
    }
    let firstSlot = kept(start, in: first, at: id)
    let stepSlot = kept(stride, in: step, at: id)
    let last = slot(end, at: id)
    emit(.rangeCount(count, first: firstSlot, step: stepSlot, last: last), at: id)
    return Turns(count: count, type: .int(nil), source: .range(first: firstSlot, step: stepSlot))
  }

  private mutating func wholeNumber(_ id: NodeID) -> Meaning? {
    index(id).flatMap { convertImplicitly($0, to: .int(nil), at: id) }
  }

  private mutating func setTurns(_ id: NodeID, _ type: ClassicalType) -> Turns? {
    let (count, list) = (code.newVariable(), code.newVariable())
    var slots: [Slot] = []
    for child in parser.tree.children(of: id) {
      guard let meaning = meaning(of: child), let value = convertImplicitly(meaning, to: type, at: child) else {
        return nil
      }
      slots.append(slot(value, at: child))
    }
    emit(.collect(list, slots), at: id)
    emit(.load(count, .integer(Int64(slots.count), width: 64)), at: id)
    return Turns(count: count, type: type, isLiteral: true, source: .elements(list))
  }

  private mutating func elementTurns(_ id: NodeID) -> Turns? {
    let (count, list) = (code.newVariable(), code.newVariable())
    guard let target = target(of: id) else { return nil }
    let value = read(target, at: id)
    let source = kept(value, in: list, at: id)
    switch value.type {
    case .bits(let width) where width > 0:
      emit(.load(count, .integer(Int64(width), width: 64)), at: id)
      return Turns(count: count, type: .bit, source: .elements(source))
    case .array(let element, let dimensions) where dimensions.count == 1:
      emit(.load(count, .integer(Int64(dimensions[0]), width: 64)), at: id)
      return Turns(count: count, type: element, source: .elements(source))
    case .openArray(let element, rank: 1):
      let dimension = slot(.value(.integer(0, width: 64)), at: id)
      emit(.function(count, .sizeof, [source, dimension]), at: id)
      return Turns(count: count, type: element, source: .elements(source))
    default:
      return wrongKind(value, "a range such as [0:3], a set, a register of bits or an array of one dimension", at: id)
    }
  }

  private mutating func loop(
    _ turns: Turns, _ variable: Slot, _ type: ClassicalType, body: NodeID, at id: NodeID
  ) {
    let turn = code.newVariable()
    emit(.load(turn, .integer(0, width: 64)), at: id)
    let start = nextPlace(at: id)
    let goesOn = slot(result(.bool, at: id) { .binary($0, .less, turn, turns.count) }, at: id)
    let branch = emit(.branch(goesOn, otherwise: 0), at: id)
    var value: Slot
    switch turns.source {
    case .elements(let list):
      value = slot(result(turns.type, at: id) { .select($0, from: list, [[.at(turn)]]) }, at: id)
    case .range(let first, let step):
      let way = slot(result(.int(nil), at: id) { .binary($0, .multiply, turn, step) }, at: id)
      value = slot(result(.int(nil), at: id) { .binary($0, .add, first, way) }, at: id)
    }
    if !turns.type.holdsSame(as: type) {
      let source = value
      value = slot(result(type, at: id) { .convert($0, from: source, to: type) }, at: id)
    }
    emit(.copy(variable, from: value), at: id)
    loops.append(Loop(boxDepth: boxDepth))
    let bodyStart = nextPlace(at: body)
    statements(of: body)
    _ = nextPlace(at: body)
    code.addRegion(heading(id, before: body), from: bodyStart)
    let ended = loops.popLast() ?? Loop()
    land(ended.continues, at: id)
    let one = slot(.value(.integer(1, width: 64)), at: id)
    emit(.binary(turn, .add, turn, one), at: id)
    emit(.jump(to: start), at: id)
    land([branch] + ended.breaks, at: id)
  }

  // MARK: In a gate's body

  /// The most turns of a loop in a gate's body.
  private static let turnLimit = 100_000

  /// A gate's body is known before the run, so its loops are written out.
  private mutating func unroll(
    _ id: NodeID, _ type: ClassicalType, _ symbol: Symbol, values: NodeID, body: NodeID
  ) {
    guard let known = knownTurns(values) else { return }
    for value in known {
      guard (gateSteps?.count ?? 0) <= Self.turnLimit, let converted = convertImplicitly(value, to: type, at: values)
      else { return }
      openScope()
      constants.append(converted)
      declare(symbol, .constant(constants.count - 1), at: id)
      statements(of: body)
      closeScope()
      if diagnostics.last?.severity == .error { return }
    }
  }

  private mutating func knownTurns(_ id: NodeID) -> [Meaning]? {
    switch parser.tree[id].kind {
    case .setExpression:
      var values: [Meaning] = []
      for child in parser.tree.children(of: id) {
        guard let value = meaning(of: child) else { return nil }
        values.append(value)
      }
      return values
    case .rangeExpression:
      let parts = Array(parser.tree.children(of: id))
      guard let first = integer(parts[0], what: "a range's end"),
        let last = integer(parts[parts.count - 1], what: "a range's end"),
        let step = parts.count == 3 ? integer(parts[1], what: "a range's step") : 1
      else { return nil }
      let (distance, isTooLong) = last.subtractingReportingOverflow(first)
      guard step != 0, !isTooLong, distance.magnitude / step.magnitude < Self.turnLimit else {
        report(
          .badSize, "a range that a gate cannot run through", at: id,
          help: "a gate's loop has a step that is not zero and up to \(Self.turnLimit) turns")
        return nil
      }
      return stride(from: first, through: last, by: step).map { .value(.integer(Int64($0), width: 64)) }
    default:
      report(.notConstant, "a loop in a gate's body runs through a range or set of constants", at: id)
      return nil
    }
  }
}
