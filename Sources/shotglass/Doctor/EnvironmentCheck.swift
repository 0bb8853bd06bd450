import ArgumentParsing
import Formats

/// Variables that look like ours but are read by no option: most likely typing errors.
enum EnvironmentCheck {
  static func check(environment: [String: String], root: Command) -> DoctorCheck {
    let prefix = Application.environmentPrefix
    let known = ([root] + root.subcommands).flatMap(\.options).filter(\.readsEnvironment)
      .map { $0.environmentVariable(prefix: prefix) }
    let strangers = environment.keys.sorted().filter { $0.hasPrefix(prefix) && !known.contains($0) }
    for stranger in strangers {
      let shortNames = known.map { String($0.dropFirst(prefix.count)) }
      guard let match = NearestMatch.find(String(stranger.dropFirst(prefix.count)), among: shortNames) else { continue }
      return .fault("environment", "no option reads \(quoted(stranger))", fix: "did you mean \(prefix)\(match)?")
    }
    let used = environment.keys.filter(known.contains).sorted()
    return .pass("environment", used.isEmpty ? "sets no option" : "sets \(used.joined(separator: ", "))")
  }
}
