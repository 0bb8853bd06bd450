internal import Circuits

/// Classical values where they are kept: finding, reading and writing them.
extension Analyzer {
  /// What a name, with or without brackets, stands for; nil after a diagnostic.
  mutating func target(of id: NodeID, isWritten: Bool = false) -> Target? {
    let node = parser.tree[id]
    switch node.kind {
    case .identifier: return namedTarget(node.symbol, isWritten: isWritten, at: id)
    case .parenthesized where !isWritten: return target(of: node.firstChild)
    case .indexExpression:
      let base = node.firstChild
      guard let target = target(of: base, isWritten: isWritten) else { return nil }
      return part(of: target, parser.tree[base].nextSibling, base: base, at: id)
    default:
      if isWritten {
        report(.wrongOperand, "a variable or a part of one is expected here", at: id)
        return nil
      }
      guard let meaning = meaning(of: id) else { return nil }
      if case .value(let value) = meaning { return Target(base: .known(value), path: [], type: meaning.type) }
      return Target(base: .slot(slot(meaning, at: id)), path: [], type: meaning.type)
    }
  }

  private mutating func namedTarget(_ symbol: Symbol, isWritten: Bool, at id: NodeID) -> Target? {
    switch self[symbol] {
    case .bits(let span): return isVisible(symbol, routine: nil, at: id) ? Target(span) : nil
    case .alias(let place) where !aliases[place].isQuantum:
      guard isVisible(symbol, routine: nil, at: id) else { return nil }
      return Target(bits: aliases[place].indices, isScalar: aliases[place].isScalar)
    case .variable(let place):
      let variable = variables[place]
      guard isVisible(symbol, routine: variable.routine, at: id) else { return nil }
      if isWritten, let constancy = variable.constancy {
        return notAssignable(symbol, constancy.rawValue, at: id)
      }
      return Target(base: .slot(variable.slot), path: [], type: variable.type)
    case .variableAlias(let place):
      let (target, routine) = variableAliases[place]
      return isVisible(symbol, routine: routine, at: id) ? target : nil
    case .unsupported: return nil
    case .qubits where isWritten, .qubitVariable where isWritten:
      report(
        .wrongOperand, "'\(name(symbol))' is no bit", at: id, help: "outcomes go into bits, declared with: bit[n] c;")
      return nil
    case let other where isWritten:
      if case .none = other {
        reportUnknown(symbol, at: id, what: "no variable has the name") { $0.isClassical }
        return nil
      }
      return notAssignable(symbol, other.noun, at: id)
    default:
      guard let meaning = meaning(of: id) else { return nil }
      if case .value(let value) = meaning { return Target(base: .known(value), path: [], type: meaning.type) }
      return Target(base: .slot(slot(meaning, at: id)), path: [], type: meaning.type)
    }
  }

  private mutating func notAssignable(_ symbol: Symbol, _ what: String, at id: NodeID) -> Target? {
    report(
      .notAssignable, "'\(name(symbol))' is \(what) and cannot be assigned to", at: id,
      help: "declare a variable, such as: int[32] \(name(symbol))_value;")
    return nil
  }

  /// A gate or subroutine sees constants of the program, not what may change while it runs.
  mutating func isVisible(_ symbol: Symbol, routine: Int?, at id: NodeID) -> Bool {
    if gateSteps != nil {
      report(
        .notVisible, "a gate's body cannot use '\(name(symbol))'", at: id,
        help: "a gate sees its own operands and angles, and constants")
      return false
    }
    guard routine == code.routine else {
      report(
        .notVisible, "a subroutine cannot use '\(name(symbol))', which is declared outside of it", at: id,
        help: "give the subroutine a parameter and pass it, or declare a constant")
      return false
    }
    return true
  }

  // MARK: Parts

  private mutating func part(of target: Target, _ brackets: NodeID, base: NodeID, at id: NodeID) -> Target? {
    guard let choices = choices(brackets), let type = selectedType(target.type, choices, of: base, at: id) else {
      return nil
    }
    if let bits = target.knownBits, let positions = choices[0].positions(count: bits.count) {
      return Target(bits: positions.map { bits[$0] }, isScalar: choices[0].isSingle)
    }
    if case .known(let value) = target.base, let known = knownPart(of: value, choices) {
      return Target(base: .known(known), path: [], type: known.type)
    }
    guard mayRun("a value that only the run knows", at: id) else { return nil }
    var part = target
    part.path.append(selectors(choices, at: id))
    part.choices.append(choices)
    part.type = type
    return part
  }

  /// Bits of a constant; constants are never arrays.
  private func knownPart(of value: Value, _ choices: [Choice]) -> Value? {
    guard let bits = value.bitPattern, let positions = choices[0].positions(count: bits.width) else { return nil }
    if choices[0].isSingle { return .bool(bits[positions[0]]) }
    return .bits(BitString(positions.map { bits[$0] }))
  }

  // MARK: Reading

  mutating func read(_ target: Target, at id: NodeID) -> Meaning {
    let whole = readBase(target, at: id)
    guard !target.path.isEmpty else { return whole }
    let source = slot(whole, at: id)
    return result(target.type, at: id) { .select($0, from: source, target.path) }
  }

  private mutating func readBase(_ target: Target, at id: NodeID) -> Meaning {
    switch target.base {
    case .known(let value): return .value(value)
    case .slot(let slot): return .runtime(slot, target.type)
    case .bits(let range):
      if target.path.isEmpty, target.type == .bit { return result(.bit, at: id) { .readBit($0, range.lowerBound) } }
      return result(.bits(range.count), at: id) { .readBits($0, range) }
    case .listedBits(let bits):
      let parts = bits.map { bit in slot(result(.bit, at: id) { .readBit($0, bit) }, at: id) }
      return result(.bits(bits.count), at: id) { .concatenate($0, parts) }
    }
  }

  // MARK: Writing

  /// Puts a value of the target's type there.
  mutating func write(_ value: Meaning, to target: Target, at id: NodeID) {
    if case .slot(let slot) = target.base, target.path.isEmpty, case .value(let known) = value {
      emit(.load(slot, known), at: id)
      return
    }
    let source = slot(value, at: id)
    switch target.base {
    case .known: break
    case .slot(let slot):
      emit(target.path.isEmpty ? .copy(slot, from: source) : .store(into: slot, target.path, source), at: id)
    case .bits(let range):
      var whole = source
      if !target.path.isEmpty {
        whole = slot(readBase(target, at: id), at: id)
        emit(.store(into: whole, target.path, source), at: id)
      }
      emit(.writeBits(range, from: whole), at: id)
    case .listedBits(let bits):
      var whole = source
      if !target.path.isEmpty {
        whole = slot(readBase(target, at: id), at: id)
        emit(.store(into: whole, target.path, source), at: id)
      }
      for (position, bit) in bits.enumerated() {
        let index = slot(.value(.integer(Int64(position), width: 64)), at: id)
        let element = slot(result(.bit, at: id) { .select($0, from: whole, [[.at(index)]]) }, at: id)
        emit(.writeBits(bit..<(bit + 1), from: element), at: id)
      }
    }
  }
}

extension Value {
  /// The bits that brackets choose from, index 0 first; nil for what has none.
  fileprivate var bitPattern: BitString? {
    switch self {
    case .bits(let bits): bits
    case .integer(let number, let width): BitString((0..<width).map { number >> Int64($0) & 1 == 1 })
    case .unsigned(let number, let width), .angle(let number, let width):
      BitString((0..<width).map { number >> UInt64($0) & 1 == 1 })
    default: nil
    }
  }
}

extension Entity {
  /// May the name stand in an expression?
  var isClassical: Bool {
    switch self {
    case .constant, .parameter, .gateAngle, .variable, .variableAlias, .bits: true
    default: false
    }
  }
}
