/// The files of a program, as its `include` statements come to them one after the other.
struct IncludedFiles {
  private let files: [SourceText]
  private var next = 1

  init(_ result: LoadResult) { files = result.files }

  /// The file that a statement includes; nil for a library that every reader has.
  mutating func file(of statement: NodeID, in tree: SyntaxTree) -> Int? {
    let path = Self.path(of: statement, in: tree)
    guard !IncludeFile.all.contains(where: { $0.name == path }), next < files.count else { return nil }
    next += 1
    return next - 1
  }

  static func path(of statement: NodeID, in tree: SyntaxTree) -> String {
    String(tree.text(of: tree.firstChild(of: statement)).dropFirst().dropLast())
  }
}
