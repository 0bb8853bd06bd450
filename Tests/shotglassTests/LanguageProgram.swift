import Foundation
import Testing

/// A program of the language corpus: what its header says about parsing, checking and running it.
struct LanguageProgram: CustomTestStringConvertible, Sendable {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "OpenQASMTests/Resources/language")

  let path: String
  private var entries: [(key: String, value: String)] = []

  static let all: [LanguageProgram] = {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "qasm" }
    return files.map(\.path).sorted().compactMap(LanguageProgram.init)
  }()

  init?(path: String) {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    self.path = path
    for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
      guard line.hasPrefix("// "), let colon = line.firstIndex(of: ":") else { break }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      entries.append((String(line.dropFirst(3).prefix(upTo: colon)), value))
    }
  }

  var testDescription: String { path.split(separator: "/").suffix(2).joined(separator: "/") }

  subscript(key: String) -> String? { entries.first { $0.key == key }?.value }

  /// The value of each `// input:` line.
  var inputs: [String] { entries.filter { $0.key == "input" }.map(\.value) }

  /// The lines that a stage reports: none for `ok`.
  func lines(_ key: String) -> Set<Int>? {
    guard let words = self[key]?.split(separator: " "), let verdict = words.first else { return nil }
    return verdict == "ok" ? [] : Set(words.dropFirst().compactMap { Int($0) })
  }

  /// The outcomes' exact probabilities, where the program runs to its end.
  var distribution: [String: Double]? {
    self["run"].flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Double] }
  }

  var outputs: [String: [String: Double]]? {
    self["outputs"].flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: [String: Double]] }
  }

  /// The line at which a run fails.
  var faultLine: Int? {
    guard let words = self["run"]?.split(separator: " "), words.first == "fault" else { return nil }
    return words.last.flatMap { Int($0) }
  }
}
