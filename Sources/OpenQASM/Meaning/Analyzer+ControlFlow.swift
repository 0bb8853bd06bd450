internal import Circuits

/// A loop whose body is under construction.
struct Loop {
  /// Jumps that leave it.
  var breaks: [Int] = []
  /// Jumps to its next turn.
  var continues: [Int] = []
  /// How many boxes are open around it.
  var boxDepth = 0
}

extension Analyzer {
  // MARK: if

  mutating func ifStatement(_ id: NodeID) {
    guard mayControl("'if'", at: id) else { return }
    let condition = parser.tree.firstChild(of: id)
    let body = parser.tree[condition].nextSibling
    let otherwise = parser.tree[body].nextSibling
    guard let asked = self.condition(condition) else { return both(body, otherwise) }
    let branch = emit(.branch(asked, otherwise: 0), at: condition)
    block(body, title: heading(id, before: body))
    guard otherwise != .none else { return land([branch], at: id) }
    let over = emit(.jump(to: 0), at: id)
    land([branch], at: id)
    block(otherwise, title: "else")
    land([over], at: id)
  }

  /// The bodies of a statement whose condition is wrong: they are still checked.
  private mutating func both(_ body: NodeID, _ otherwise: NodeID) {
    block(body, title: "")
    if otherwise != .none { block(otherwise, title: "") }
  }

  /// A slot that is true where the condition holds; nil after a diagnostic.
  private mutating func condition(_ id: NodeID) -> Slot? {
    guard let meaning = meaning(of: id), let truth = convertImplicitly(meaning, to: .bool, at: id) else { return nil }
    return slot(truth, at: id)
  }

  /// A statement or block in a scope of its own.
  mutating func block(_ id: NodeID, title: String) {
    let start = nextPlace(at: id)
    openScope()
    statements(of: id)
    closeScope()
    _ = nextPlace(at: id)
    if !title.isEmpty { code.addRegion(title, from: start) }
  }

  /// The statements of a block, or the one that stands for it.
  mutating func statements(of id: NodeID) {
    guard parser.tree[id].kind == .scope else { return analyze(id) }
    for statement in parser.tree.children(of: id) { analyze(statement) }
  }

  private mutating func mayControl(_ what: String, at id: NodeID) -> Bool {
    guard gateSteps != nil else { return true }
    report(
      .misplacedStatement, "\(what) cannot stand in a gate's body", at: id,
      help: "a gate's body holds gates, constants and loops over them")
    return false
  }

  /// The statement's text up to a part of it, on one line.
  func heading(_ id: NodeID, before part: NodeID) -> String {
    let bytes = parser.tree.source.bytes[Int(parser.tree[id].start)..<Int(parser.tree[part].start)]
    let words = String(decoding: bytes.prefix(200), as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }

  // MARK: while

  mutating func whileStatement(_ id: NodeID) {
    guard mayControl("'while'", at: id) else { return }
    let condition = parser.tree.firstChild(of: id)
    let body = parser.tree[condition].nextSibling
    let start = nextPlace(at: id)
    guard let asked = self.condition(condition) else { return block(body, title: "") }
    let branch = emit(.branch(asked, otherwise: 0), at: condition)
    loops.append(Loop(boxDepth: boxDepth))
    block(body, title: heading(id, before: body))
    let loop = loops.popLast() ?? Loop()
    for place in loop.continues { code.patch(place, to: start) }
    emit(.jump(to: start), at: id)
    land([branch] + loop.breaks, at: id)
  }

  mutating func leaveLoop(_ id: NodeID, isBreak: Bool) {
    guard let loop = loops.last else {
      report(.misplacedStatement, "'\(isBreak ? "break" : "continue")' has no loop around it", at: id)
      return
    }
    guard mayControl("'\(isBreak ? "break" : "continue")'", at: id) else { return }
    closeBoxes(downTo: loop.boxDepth)
    let jump = emit(.jump(to: 0), at: id)
    if isBreak {
      loops[loops.count - 1].breaks.append(jump)
    } else {
      loops[loops.count - 1].continues.append(jump)
    }
  }

  mutating func endStatement(_ id: NodeID) {
    if mayControl("'end'", at: id) { endProgram(at: id) }
  }

  /// Stops the program. A subroutine returns first, so that what it made of arrays goes where they came from, and
  /// says so to its caller.
  mutating func endProgram(at id: NodeID) {
    guard let endMark else {
      emit(.end, at: id)
      return
    }
    closeBoxes(downTo: 0)
    emit(.load(endMark, .bool(true)), at: id)
    let result = returnType.map { slot(.value($0.zero), at: id) }
    emit(.return(result), at: id)
  }

  /// Ends boxes that a jump leaves.
  mutating func closeBoxes(downTo depth: Int) {
    for _ in depth..<max(depth, boxDepth) { circuit.endBox() }
  }

  // MARK: switch

  mutating func switchStatement(_ id: NodeID) {
    guard mayControl("'switch'", at: id) else { return }
    let children = Array(parser.tree.children(of: id))
    guard let first = children.first, let control = switchControl(first) else {
      for child in children.dropFirst() { block(parser.tree.children(of: child).suffix(1).first ?? child, title: "") }
      return
    }
    let start = nextPlace(at: id)
    let value = code.newVariable()
    emit(.copy(value, from: slot(control, at: first)), at: first)
    var ends: [Int] = []
    var seen: Set<Int64> = []
    var otherwise: NodeID?
    for child in children.dropFirst() {
      let parts = Array(parser.tree.children(of: child))
      guard let body = parts.last else { continue }
      if parser.tree[child].kind == .switchDefault {
        if otherwise != nil {
          report(.duplicateLabel, "a second 'default'", at: child, help: "a switch has one at most")
        }
        otherwise = body
        continue
      }
      let next = switchCase(.runtime(value, control.type), labels: parts[0], body, &seen, at: child)
      ends.append(emit(.jump(to: 0), at: child))
      land(next, at: child)
    }
    if ends.isEmpty {
      report(.missingCase, "a switch without a case", at: id, help: "add one, such as: case 0 { }")
    }
    if let otherwise { block(otherwise, title: "default") }
    code.addRegion(switchHeading(first), from: start)
    land(ends, at: id)
  }

  private func switchHeading(_ control: NodeID) -> String {
    let words = String(decoding: parser.tree.bytes(of: control).prefix(200), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    return "switch (\(words.joined(separator: " ")))"
  }

  /// The controlling value as a whole number; bits count as the number they make.
  private mutating func switchControl(_ id: NodeID) -> Meaning? {
    guard let meaning = meaning(of: id) else { return nil }
    switch meaning.type {
    case .int, .uint: return meaning
    case .bits(let width) where width <= 64: return cast(meaning, to: .uint(width == 0 ? nil : width), at: id)
    case .bit: return convertImplicitly(meaning, to: .uint(1), at: id)
    default: return wrongKind(meaning, "a whole number", at: id)
    }
  }

  /// Compiles one case; gives the branches that are taken where no label fits.
  private mutating func switchCase(
    _ control: Meaning, labels: NodeID, _ body: NodeID, _ seen: inout Set<Int64>, at id: NodeID
  ) -> [Int] {
    var hits: [Int] = []
    var missed: [Int] = []
    for label in parser.tree.children(of: labels) {
      guard let number = integer(label, what: "a label") else { continue }
      guard seen.insert(Int64(number)).inserted else {
        report(
          .duplicateLabel, "the label \(number) is there already", at: label, help: "one label stands for one case")
        continue
      }
      land(missed, at: label)
      let known = Meaning.value(.integer(Int64(number), width: 64))
      guard let fits = combine(.doubleEquals, control, known, at: label) else { continue }
      let asked = slot(fits, at: label)
      missed = [emit(.branch(asked, otherwise: 0), at: label)]
      hits.append(emit(.jump(to: 0), at: label))
    }
    // The last label's miss leads past the case.
    land(hits, at: id)
    block(body, title: heading(id, before: body))
    return missed
  }
}
