internal import Circuits

/// A condition that compares a whole register of bits, or one bit, with a constant.
struct RegisterCondition {
  var register: Register
  var value: UInt64

  /// Reads `c == 3`, `c == "011"`, and of a single bit `b`, `!b` and `b == true`; nil for any other condition.
  init?(_ id: NodeID, in tree: SyntaxTree, symbols: SymbolTable, registers: [Register]) {
    var id = id
    while tree[id].kind == .parenthesized { id = tree.firstChild(of: id) }
    let node = tree[id]
    func register(_ id: NodeID) -> Register? {
      guard tree[id].kind == .identifier else { return nil }
      let name = symbols.name(of: tree[id].symbol)
      return registers.first { $0.name == name }
    }
    switch (node.kind, node.detail) {
    case (.identifier, _):
      guard let register = register(id), register.count == 1 else { return nil }
      self.init(register: register, value: 1)
    case (.unaryExpression, .exclamation):
      guard let register = register(node.firstChild), register.count == 1 else { return nil }
      self.init(register: register, value: 0)
    case (.binaryExpression, .doubleEquals):
      let first = node.firstChild
      let second = tree[first].nextSibling
      if let register = register(first), let value = Self.constant(second, in: tree) {
        self.init(register: register, value: value)
      } else if let register = register(second), let value = Self.constant(first, in: tree) {
        self.init(register: register, value: value)
      } else {
        return nil
      }
    default: return nil
    }
  }

  init(register: Register, value: UInt64) {
    self.register = register
    self.value = value
  }

  /// A literal as a number; the rightmost of a text of bits is the lowest.
  static func constant(_ id: NodeID, in tree: SyntaxTree) -> UInt64? {
    switch tree[id].kind {
    case .parenthesized: constant(tree.firstChild(of: id), in: tree)
    case .integerLiteral: LiteralValue.integer(tree.bytes(of: id))
    case .booleanLiteral: tree.text(of: id) == "true" ? 1 : 0
    case .bitStringLiteral: UInt64(tree.text(of: id).filter { $0 == "0" || $0 == "1" }, radix: 2)
    default: nil
    }
  }

  /// Can the register hold the value at all?
  var isPossible: Bool { register.count >= 64 || value >> UInt64(register.count) == 0 }

  /// The bits one by one, with `names` for the register's.
  func text(bit name: (Int) -> String) -> String {
    let bits = (0..<register.count).map { index in
      let test = "\(name(index)) == \(index < 64 && (value >> UInt64(index)) & 1 == 1 ? 1 : 0)"
      return register.count == 1 ? test : "(\(test))"
    }
    return isPossible ? bits.joined(separator: " && ") : "false"
  }
}
