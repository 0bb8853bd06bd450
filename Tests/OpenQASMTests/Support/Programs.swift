import Circuits
import Foundation
import OpenQASM
import Testing

/// The programs under the resources, and what they mean.
enum Programs {
  /// Paths within the resources, of folders that may be absent too.
  static let all: [String] = ["programs", "fuzz-seeds", "language"].flatMap { folder in
    let found = FileManager.default.enumerator(atPath: Resources.folder.appending(path: folder).path)
    let names = (found?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".qasm") }
    return names.sorted().map { "\(folder)/\($0)" }
  }

  /// Looks less far ahead than the product does, which nothing but endless programs and very long loops can tell.
  private static let limits: LoadLimits = {
    var limits = LoadLimits()
    if !Scale.isFull { limits.steps = 50_000 }
    return limits
  }()

  static func load(_ text: String, path: String = "program.qasm") -> LoadResult {
    let folder = Resources.folder.appending(path: path).deletingLastPathComponent().path
    return Loader.load(SourceText(path: path, text: text), includes: .folder(folder), limits: limits)
  }

  /// Expects two texts to mean the same: the same code over the same circuit, wherever it stands in the text.
  static func expectSame(_ first: Program?, _ second: Program?, _ comment: Comment, _ place: SourceLocation) {
    #expect((first == nil) == (second == nil), comment, sourceLocation: place)
    guard let first, let second else { return }
    #expect(first.circuit == second.circuit, comment, sourceLocation: place)
    #expect(first.code == second.code, comment, sourceLocation: place)
    #expect(first.routines == second.routines, comment, sourceLocation: place)
    #expect(first.inputs == second.inputs, comment, sourceLocation: place)
    #expect(first.outputs == second.outputs, comment, sourceLocation: place)
    #expect(first.regions.map(\.code) == second.regions.map(\.code), comment, sourceLocation: place)
  }
}
