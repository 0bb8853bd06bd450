internal import Circuits
internal import Formats
internal import Gradients
internal import Models
internal import Numerics

/// One message of a client as an evidence file has it.
struct RoundReading {
  /// How a message was measured, which rounds may say once for all.
  struct Shared {
    var rule: GradientRule?
    var shots: Int?
    var addedDeviation = 0.0
    var defence = GradientDefence.none

    private enum RuleName: String, CaseIterable {
      case parameterShift = "parameter-shift"
      case centralDifference = "central-difference"
    }

    init(_ object: inout JSONObjectReader, inheriting other: Shared? = nil) throws(FormatError) {
      // A key with null takes back what is said for all rounds.
      let (rule, shots, added) = (
        object.optional("rule"), object.optional("shotsPerEvaluation"), object.optional("addedNoise")
      )
      let stepReader = object.present("step")
      (self.rule, self.shots, addedDeviation) = (other?.rule, other?.shots, other?.addedDeviation ?? 0)
      defence = try Self.defence(object.optional("defence"), inheriting: other?.defence ?? .none)
      if rule?.isNull == true { self.rule = nil }
      if shots?.isNull == true { self.shots = nil }
      if added?.isNull == true { addedDeviation = 0 }
      if let rule, !rule.isNull {
        self.rule = try Self.rule(rule, stepReader)
      } else if let stepReader {
        throw stepReader.error("a step without its rule", help: "add \"rule\": \"central-difference\"")
      }
      if let reader = shots, !reader.isNull { self.shots = try reader.integer(in: 1...1_000_000_000_000) }
      if let reader = added, !reader.isNull {
        addedDeviation = try reader.double()
        guard addedDeviation == 0 || (1e-100...1e100).contains(addedDeviation) else {
          throw reader.error("must be a standard deviation, 0 or from 1e-100 to 1e100")
        }
      }
    }

    private static func rule(_ reader: JSONReader, _ step: JSONReader?) throws(FormatError) -> GradientRule {
      switch try reader.choice(of: RuleName.self) {
      case .parameterShift:
        if let step { throw step.error("the rule parameter-shift has no step", help: "leave it out") }
        return .parameterShift
      case .centralDifference:
        guard let step else {
          throw reader.error(
            "central differences are taken with a step", help: "add \"step\": 0.1, as the client took it")
        }
        let value = try step.double()
        guard value >= 1e-6, value <= 3 else { throw step.error("must lie between 1e-6 and 3") }
        return .centralDifference(step: value)
      }
    }

    private static func defence(
      _ reader: JSONReader?, inheriting other: GradientDefence
    ) throws(FormatError) -> GradientDefence {
      guard let reader else { return other }
      guard !reader.isNull else { return .none }
      let text = try reader.string()
      do { return try GradientDefence(text) } catch { throw reader.error(error.message, help: error.help) }
    }
  }

  let reader: JSONReader
  let weights: [(name: String, value: JSONReader)]
  private let seen: [(name: String, value: JSONReader)]
  private let message: GradientEvidence.Message
  private let shared: Shared
  private let names: JSONReader?
  private let covariance: JSONReader?

  init(_ object: inout JSONObjectReader, _ shared: Shared) throws(FormatError) {
    reader = object.reader
    self.shared = shared
    weights = try Self.entries(object.required("weights"))
    let update = object.present("update")
    if let update {
      if let gradient = object.present("gradient") {
        throw gradient.error("a message is a gradient or an update, not both", help: "leave one of them out")
      }
      seen = try Self.entries(update)
      let steps = try object.required("localSteps").integer(in: 1...1000)
      let rateReader = try object.required("learningRate")
      let rate = try rateReader.double()
      guard rate != 0 else { throw rateReader.error("a rate of 0 changes no weight") }
      message = .update(LocalSteps(count: steps, rate: rate))
    } else {
      seen = try Self.entries(object.required("gradient"))
      message = .gradient
      if let reader = object.present("localSteps") ?? object.present("learningRate") {
        throw reader.error(
          "belongs to an update, and a gradient is given", help: "leave it out, or give \"update\", not \"gradient\"")
      }
    }
    names = object.present("names")
    covariance = object.present("covariance")
    if let names, covariance == nil { throw names.error("names without a covariance", help: "add \"covariance\"") }
    guard !seen.isEmpty else {
      throw reader.error("nothing is shared", help: "give at least one value of the gradient")
    }
    if shared.shots != nil, shared.rule == nil, covariance == nil {
      throw reader.error(
        "with shots, it must be known how they were spent",
        help: "add \"rule\": \"parameter-shift\", or \"names\" and \"covariance\" as the client reported them")
    }
  }

  /// A number whose square is one, too.
  private static func number(_ reader: JSONReader) throws(FormatError) -> Double {
    let value = try reader.double()
    guard value.magnitude < 1e100 else { throw reader.error("\(value) is too large") }
    return value
  }

  private static func entries(_ reader: JSONReader) throws(FormatError) -> [(name: String, value: JSONReader)] {
    var object = try reader.object()
    return object.all().map { ($0.key, $0.value) }
  }

  /// All messages of a file.
  static func all(_ object: inout JSONObjectReader) throws(FormatError) -> [RoundReading] {
    let common = try Shared(&object)
    guard let list = object.present("rounds") else { return [try RoundReading(&object, common)] }
    for key in ["weights", "gradient", "update", "localSteps", "learningRate", "names", "covariance"] {
      guard let reader = object.present(key) else { continue }
      throw reader.error("\(quotedText(key)) stands beside \"rounds\"", help: "give it in each of the rounds")
    }
    var readings: [RoundReading] = []
    for round in try list.array() {
      var own = try round.object()
      let settings = try Shared(&own, inheriting: common)
      readings.append(try RoundReading(&own, settings))
      try own.noOtherKeys()
    }
    guard !readings.isEmpty else { throw list.error("there must be at least one round") }
    return readings
  }

  /// Refuses weights that are not among the names.
  func refuse(unknown names: [String], in place: String) throws(FormatError) {
    let known = Set(names)
    for (name, value) in weights where !known.contains(name) {
      throw value.error(
        "\(place) has no parameter \(quotedText(name))",
        help: NearestMatch.find(name, among: names).map { "did you mean \"\($0)\"?" })
    }
  }

  /// The message in the order of the weights that have values and of those of a head behind them.
  func round(
    weights names: [String], further: [String] = [], inputs: [String] = []
  ) throws(FormatError) -> GradientEvidence.Round {
    var values: [Double] = []
    let given = Dictionary(weights.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for name in names {
      guard let value = given[name] else {
        throw reader.error("the weight \(quotedText(name)) has no value in this round")
      }
      values.append(try Self.number(value))
    }
    let all = names + further
    let places = Dictionary(all.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [(component: Int, value: Double)] = []
    for (name, value) in seen {
      guard let place = places[name] else {
        guard !inputs.contains(name) else {
          throw value.error(
            "\(quotedText(name)) has no value in \"weights\", and so is an input that is sought",
            help: "add its value to \"weights\"")
        }
        throw value.error(
          "\(quotedText(name)) is no weight",
          help: NearestMatch.find(name, among: all).map { "did you mean \"\($0)\"?" })
      }
      found.append((place, try Self.number(value)))
    }
    found.sort { $0.component < $1.component }
    var round = GradientEvidence.Round(
      weights: values, components: found.map(\.component), values: found.map(\.value), message: message,
      noise: try noise(of: found.map { all[$0.component] }), defence: shared.defence)
    round.rule = shared.rule ?? .parameterShift
    return round
  }

  private func noise(of seen: [String]) throws(FormatError) -> GradientEvidence.Noise {
    if let covariance {
      return GradientEvidence.Noise(
        .reported(try reported(covariance, of: seen)), addedDeviation: shared.addedDeviation)
    }
    guard let shots = shared.shots, let rule = shared.rule else {
      return GradientEvidence.Noise(.exact, addedDeviation: shared.addedDeviation)
    }
    return GradientEvidence.Noise(
      .shots(perEvaluation: shots, rule: rule), addedDeviation: shared.addedDeviation)
  }

  private func reported(_ reader: JSONReader, of seen: [String]) throws(FormatError) -> Covariance {
    guard let names else { throw reader.error("a covariance needs \"names\", in the order of its rows") }
    let order = try names.array().map { (name) throws(FormatError) in try name.string() }
    let rows = try reader.array().map { (row) throws(FormatError) in try row.doubles() }
    guard rows.count == order.count, rows.allSatisfy({ $0.count == order.count }) else {
      throw reader.error("must have \(order.count) rows of as many numbers, as \"names\" has")
    }
    let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard places.count == order.count else { throw names.error("a name stands twice") }
    var chosen: [Int] = []
    for name in seen {
      guard let place = places[name] else { throw names.error("\(quotedText(name)) has no row of the covariance") }
      chosen.append(place)
    }
    let matrix = RealMatrix(rows: rows)
    let isSymmetric = rows.indices.allSatisfy { row in
      rows.indices.allSatisfy { column in
        let scale = (matrix[row, row].magnitude * matrix[column, column].magnitude).squareRoot()
        return (matrix[row, column] - matrix[column, row]).magnitude <= 1e-9 * scale
      }
    }
    let variances = chosen.map { matrix[$0, $0] }
    guard variances.allSatisfy({ $0 < 1e200 }) else { throw reader.error("has a variance above 1e200") }
    guard let most = variances.max(), variances.allSatisfy({ $0 > 1e-26 * most }) else {
      throw reader.error(
        "is no covariance of measured values: each must have a positive variance", help: "leave exact values out")
    }
    guard isSymmetric, let system = SymmetricEigensystem(matrix),
      system.values.last ?? 0 >= -1e-9 * (system.values.first ?? 0).magnitude, system.values.first ?? 0 > 0
    else {
      throw reader.error("is no covariance: it must be symmetric, without negative variances in any direction")
    }
    var covariance = Covariance(zerosOf: seen.count)
    covariance.add(matrix: chosen.flatMap { row in chosen.map { matrix[row, $0] } })
    return covariance
  }
}
