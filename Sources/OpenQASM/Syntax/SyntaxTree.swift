/// The version of the language that a file is written in.
package struct LanguageVersion: Hashable, Sendable {
  package var major: Int
  package var minor: Int

  package init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// What a file without a version statement is read as.
  package static var version3: LanguageVersion { LanguageVersion(major: 3, minor: 0) }
  package static var version2: LanguageVersion { LanguageVersion(major: 2, minor: 0) }
}

/// Nodes in one array, each naming its first child and its next sibling.
package struct SyntaxTree: Sendable {
  /// The file that the nodes' ranges are offsets into.
  package let source: SourceText
  /// The text of the file's version statement, such as `3.1`.
  package internal(set) var version: String?
  package internal(set) var nodes: [SyntaxNode] = []

  package init(source: SourceText) {
    self.source = source
  }

  package subscript(id: NodeID) -> SyntaxNode { nodes[Int(id.index)] }

  package func firstChild(of id: NodeID) -> NodeID { nodes[Int(id.index)].firstChild }

  package func nextSibling(of id: NodeID) -> NodeID { nodes[Int(id.index)].nextSibling }

  /// The node's children in order.
  package func children(of id: NodeID) -> Children { Children(nodes: nodes, following: self[id].firstChild) }

  /// Forgets all nodes; identifiers handed out before mean nothing any more.
  package mutating func removeAll(keepingCapacity: Bool) { nodes.removeAll(keepingCapacity: keepingCapacity) }

  package func bytes(of id: NodeID) -> ArraySlice<UInt8> {
    source.bytes[Int(self[id].start)..<Int(self[id].end)]
  }

  /// The node as it stands in the file.
  package func text(of id: NodeID) -> String { String(decoding: bytes(of: id), as: UTF8.self) }

  package func range(of id: NodeID, file: Int) -> SourceRange {
    SourceRange(file: file, start: Int(self[id].start), end: Int(self[id].end))
  }

  /// A walk along the chain of siblings.
  package struct Children: Sequence, IteratorProtocol {
    let nodes: [SyntaxNode]
    var following: NodeID

    package mutating func next() -> NodeID? {
      guard following != .none else { return nil }
      let child = following
      following = nodes[Int(child.index)].nextSibling
      return child
    }
  }
}

/// The children of a node that is being built.
struct ChildList {
  private(set) var first = NodeID.none
  private var last = NodeID.none

  init() {}

  /// A list of one.
  init(_ child: NodeID) {
    first = child
    last = child
  }

  var isEmpty: Bool { first == .none }

  mutating func append(_ child: NodeID, in tree: inout SyntaxTree) {
    if last == .none {
      first = child
    } else {
      tree.nodes[Int(last.index)].nextSibling = child
    }
    last = child
  }
}
