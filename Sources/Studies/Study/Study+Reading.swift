internal import Formats

extension Study {
  /// Reads a study file: JSON5, every key known, every combination possible.
  package init(parsing bytes: [UInt8]) throws(StudyError) {
    do throws(FormatError) {
      var object = try JSONReader(parsing: bytes, dialect: .json5()).object()
      guard try object.required("schema").integer() == 1 else {
        throw object.reader.error("this version reads schema 1")
      }
      name = try Self.name(object.required("name"))
      title = try object.present("title")?.string()
      question = try object.present("question")?.string()
      seed = try object.optional("seed").map { (reader) throws(FormatError) in try Self.seed(reader) } ?? 0
      data = try object.present("data").map { (reader) throws(FormatError) in try DataChoice(reading: reader) }
      model = try object.present("model").map { (reader) throws(FormatError) in try ModelChoice(reading: reader) }
      training = try object.present("training").map { (reader) throws(FormatError) in
        try TrainingChoice(reading: reader)
      }
      budget =
        try object.present("budget").map { (reader) throws(FormatError) in try Budget(reading: reader) }
        ?? Budget()
      keepsAcquisitions = try object.optional("acquisitions")?.choice(of: Keeping.self) == .keep
      analyses = []
      grid = [:]
      let found = try object.required("analyses")
      let lists = object.optional("grid")
      try object.noOtherKeys()
      analyses = try Self.analyses(found)
      grid = try Self.grid(lists, for: analyses, in: object.reader)
      try checkNeeds(object.reader)
    } catch {
      throw StudyError(error)
    }
    try refuseIdleDefences()
  }

  private enum Keeping: String, CaseIterable { case keep, recompute }

  /// A name becomes part of a folder's.
  private static func name(_ reader: JSONReader) throws(FormatError) -> String {
    let name = try reader.string()
    let isName =
      (1...64).contains(name.utf8.count) && !name.hasPrefix(".") && !name.hasPrefix("-")
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
      }
    guard isName else {
      throw reader.error(
        "must be letters, digits, '-', '_' and '.', 64 at most, not \(quotedText(name))",
        help: "it becomes part of a folder's name; 'title' takes any text")
    }
    return name
  }

  /// A number, or as `study.json` has it a text, since JSON's numbers end at 2^53 elsewhere.
  private static func seed(_ reader: JSONReader) throws(FormatError) -> UInt64 {
    guard case .string(let text) = reader.node.value else { return try reader.unsigned() }
    guard let seed = UInt64(text) else { throw reader.error("must be a whole number, not \(quotedText(text))") }
    return seed
  }

  private static func analyses(_ reader: JSONReader) throws(FormatError) -> [any Analysis] {
    var found: [any Analysis] = []
    for element in try reader.array() {
      var object = try element.object()
      let kind = try object.required("kind")
      let name = try kind.string()
      guard let type = AnalysisTable.all.first(where: { $0.kind == name }) else {
        let known = AnalysisTable.all.map { $0.kind }
        throw kind.error(
          "there is no analysis \(quotedText(name))",
          help: NearestMatch.find(name, among: known).map { "did you mean \"\($0)\"?" }
            ?? "use \(known.joined(separator: ", "))")
      }
      let analysis = try type.init(reading: &object)
      try object.noOtherKeys()
      guard !found.contains(where: { $0.json == analysis.json }) else {
        throw element.error("the same analysis stands twice in the list")
      }
      found.append(analysis)
    }
    guard !found.isEmpty else {
      throw reader.error("there is no analysis", help: "add one, such as { kind: \"gradient-quality\" }")
    }
    return found
  }

  // MARK: The grid

  private static func grid(
    _ reader: JSONReader?, for analyses: [any Analysis], in study: JSONReader
  ) throws(FormatError) -> [Axis: [AxisValue]] {
    var grid: [Axis: [AxisValue]] = [:]
    let used = Set(analyses.flatMap { type(of: $0).axes })
    if let reader {
      var object = try reader.object()
      for axis in Axis.allCases {
        guard let list = object.optional(axis.key) else { continue }
        guard used.contains(axis) else { throw unused(axis, list) }
        grid[axis] = try axis.read(list)
      }
      try object.noOtherKeys()
    }
    let given = Set(grid.keys)
    for analysis in analyses {
      for axis in type(of: analysis).axes where !given.contains(axis) {
        let defaults = type(of: analysis).defaults(of: axis)
        guard !defaults.isEmpty else {
          throw (reader ?? study).error(
            "the analysis \"\(type(of: analysis).kind)\" needs a list of \(axis.title)",
            help: "add one to the grid, such as \(axis.key): [\(axis == .shots ? "64, 256, 1024" : "2, 4, 6")]")
        }
        // Of several analyses each has its own.
        grid[axis, default: []] += defaults.filter { !(grid[axis] ?? []).contains($0) }
      }
    }
    return grid
  }

  private static func unused(_ axis: Axis, _ list: JSONReader) -> FormatError {
    let users = AnalysisTable.all.filter { $0.axes.contains(axis) }.map { "\"\($0.kind)\"" }
    return list.error(
      "no analysis of this study varies \(axis.title)",
      help: users.isEmpty ? "leave it out" : "leave it out, or add the analysis \(users.joined(separator: " or "))")
  }

  /// Refuses a study that lacks what one of its analyses works on, and what none of them does.
  private func checkNeeds(_ reader: JSONReader) throws(FormatError) {
    let needy = analyses.first { type(of: $0).needsModel }
    if let needy {
      let kind = type(of: needy).kind
      guard model != nil else {
        throw reader.error(
          "the analysis \"\(kind)\" needs a model", help: "add one: model: { name: \"zz-efficient-2\" }")
      }
      guard data != nil else {
        throw reader.error("the analysis \"\(kind)\" needs data", help: "add some: data: { source: \"iris\" }")
      }
    } else if model != nil || data != nil || training != nil {
      throw reader.error(
        "no analysis of this study works on a model and data",
        help: "leave out model, data and training, or add the analysis \"gradient-quality\"")
    }
  }

  /// Refuses defences where nothing is attacked.
  private func refuseIdleDefences() throws(StudyError) {
    guard !analyses.contains(where: { $0 is GradientInversion }) else { return }
    for value in grid[.defence] ?? [] where value != .name("none") {
      throw StudyError(
        .unsupported, "the defence \"\(value)\" is only looked at by the analysis gradient-inversion in this version",
        help: "add that analysis, or leave out grid.defences")
    }
  }
}
