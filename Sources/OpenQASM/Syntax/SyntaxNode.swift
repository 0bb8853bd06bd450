/// What a node of the tree is. After each case: its children in order; `?` may be absent, `*` any number.
///
/// "operand" is `identifier`, `indexExpression` or `hardwareQubit`; "expression" any of the expression kinds.
/// `symbol` says that the node's name is in `SyntaxNode.symbol`.
package enum SyntaxKind: UInt8, Sendable {
  // Statements.
  /// A statement that did not parse; what follows it parses again.
  case malformed
  /// `OPENQASM 3.1;` children: none; the version's text is `SyntaxTree.version`.
  case versionStatement
  /// stringLiteral
  case includeStatement
  /// stringLiteral
  case calibrationGrammarStatement
  /// remainingLine?
  case pragma
  /// annotation*, statement
  case annotatedStatement
  /// `@name.part rest of line`: the whole range, no children.
  case annotation
  case breakStatement, continueStatement, endStatement
  /// type, identifier (the variable), (setExpression | rangeExpression | expression), (scope | statement)
  case forStatement
  /// expression, (scope | statement), (scope | statement)?
  case ifStatement
  /// (expression | measureExpression | quantumCall)?
  case returnStatement
  /// expression, (scope | statement)
  case whileStatement
  /// expression, (switchCase | switchDefault)*
  case switchStatement
  /// expressionList, scope
  case switchCase
  /// scope
  case switchDefault
  /// operand*
  case barrierStatement, nopStatement
  /// designator?, scope
  case boxStatement
  /// designator, operand*
  case delayStatement
  /// symbol (`gphase` too); modifier*, argumentList?, designator?, operand*
  case gateCall
  /// measureExpression or quantumCall, target (identifier | indexExpression)?: `measure q -> c;`
  case measureStatement
  /// operand
  case resetStatement
  /// symbol; concatenation | expression
  case aliasDeclaration
  /// symbol; type, (expression | arrayLiteral | measureExpression | quantumCall)?
  case classicalDeclaration, constDeclaration
  /// symbol; type
  case inputDeclaration, outputDeclaration
  /// symbol; designator?
  case qubitDeclaration, qregDeclaration, cregDeclaration
  /// symbol; parameterList, type?, scope
  case defStatement
  /// symbol; parameterList, type?
  case externStatement
  /// symbol; identifierList? (angles), identifierList (qubits), scope. With one list it is the qubits;
  /// `gate g() q {}` has an empty first list.
  case gateStatement
  /// OpenQASM 2. symbol; identifierList? (angles), identifierList (qubits)
  case opaqueStatement
  /// detail = assignment operator; target (identifier | indexExpression), (expression | measureExpression |
  /// quantumCall)
  case assignment
  /// expression
  case expressionStatement
  /// Opaque text in braces: no children.
  case calStatement
  /// symbol, unless it calibrates `measure`, `reset` or `delay`; opaque text in braces: no children.
  case defcalStatement
  /// statement*
  case scope

  // Pieces of statements.
  /// `inv @`
  case inverseModifier
  /// `pow(expression) @`
  case powerModifier
  /// expression?
  case controlModifier, negatedControlModifier
  /// expression*
  case argumentList, expressionList
  /// identifier*
  case identifierList
  /// parameter*; for `extern`, types*
  case parameterList
  /// symbol; type (scalarType | complexType | qubitType | arrayReferenceType)
  case parameter
  /// expression: the text between brackets
  case designator
  /// Text to the end of the line: no children.
  case remainingLine

  // Types.
  /// detail = keyword (bit int uint float angle bool duration stretch creg qreg void); designator?
  case scalarType
  /// scalarType?
  case complexType
  /// designator?
  case qubitType
  /// (scalarType | complexType), expression*
  case arrayType
  /// detail = readonly or mutable; (scalarType | complexType), expression* or one dimensionCount
  case arrayReferenceType
  /// `#dim = expression`
  case dimensionCount

  // Expressions.
  /// expression
  case parenthesized
  /// expression, indexOperator
  case indexExpression
  /// (expression | rangeExpression | setExpression)*
  case indexOperator
  /// detail = operator; expression
  case unaryExpression
  /// detail = operator; expression, expression
  case binaryExpression
  /// type, expression
  case cast
  /// scope
  case durationOf
  /// symbol; expression*
  case call
  /// symbol; argumentList?, operand*: a subroutine called as if it were a gate, in an expression's place.
  case quantumCall
  /// operand
  case measureExpression
  /// symbol
  case identifier
  /// `$n`: the number is in `symbol` (UInt32.max where it does not fit).
  case hardwareQubit
  case integerLiteral, floatLiteral, imaginaryLiteral, booleanLiteral, bitStringLiteral, durationLiteral
  /// The range includes the quotes.
  case stringLiteral
  /// Two or three of (expression | omitted), as written: `first:last` or `first:step:last`.
  case rangeExpression
  case omitted
  /// expression*
  case setExpression
  /// (expression | arrayLiteral)*
  case arrayLiteral
  /// expression*: `a ++ b` in an alias
  case concatenation
}

/// A node's place in its tree.
@frozen @usableFromInline
package struct NodeID: Hashable, Sendable {
  @usableFromInline package let index: UInt32
  @inlinable package init(index: UInt32) { self.index = index }
  /// No node.
  @inlinable package static var none: NodeID { NodeID(index: .max) }
}

/// One node: 24 bytes, its children a chain through `nextSibling`.
package struct SyntaxNode: Sendable {
  package var kind: SyntaxKind
  /// The operator or keyword, where the kind says so.
  package var detail: TokenKind
  /// The interned name, where the kind says so.
  package var symbol: Symbol
  /// First byte, and the byte after the last, in the file.
  package var start: UInt32
  package var end: UInt32
  package var firstChild: NodeID
  package var nextSibling: NodeID
}

/// An interned identifier: equal names are equal numbers within one program, its includes too.
package struct Symbol: Hashable, Sendable {
  package let index: UInt32
  package init(index: UInt32) { self.index = index }
}
