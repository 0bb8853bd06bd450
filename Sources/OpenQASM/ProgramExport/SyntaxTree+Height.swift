extension SyntaxTree {
  /// How high a tree may be that is walked recursively: only chains of operators are higher than the parser's own
  /// limit.
  static let walkedHeight = 1000

  /// The most nodes from a statement down to a leaf.
  var height: Int {
    var heights = Array(repeating: 1, count: nodes.count)
    var highest = 0
    for place in nodes.indices {
      // A node stands behind its children.
      var child = nodes[place].firstChild
      while child != .none {
        heights[place] = max(heights[place], heights[Int(child.index)] + 1)
        child = nodes[Int(child.index)].nextSibling
      }
      highest = max(highest, heights[place])
    }
    return highest
  }
}
