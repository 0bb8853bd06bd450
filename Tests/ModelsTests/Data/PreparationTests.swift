import Formats
import Models
import Numerics
import Testing

@Suite struct PreparationTests {
  private static func prepared(_ steps: [Preparation.Step], _ set: ShippedData) throws -> (
    FittedPreparation, RealMatrix
  ) {
    let rows = try set.load().features
    let fitted = try Preparation(steps).fit(on: rows)
    return (fitted, try fitted.apply(rows))
  }

  private static func expectClose(_ left: some Sequence<Double>, _ right: [Double], to tolerance: Double) {
    for (one, other) in zip(left, right) { #expect((one - other).magnitude < tolerance) }
  }

  /// scikit-learn 1.9.1: PCA(2).fit(load_iris().data), components_, explained_variance_, transform of the first and the
  /// last row.
  @Test("Principal components of iris are those of scikit-learn")
  func iris() throws {
    let (fitted, rows) = try Self.prepared([.principalComponents(2)], .iris)
    guard case .projection(let components) = fitted.steps[0] else { throw DataError("no components") }
    Self.expectClose(
      components.directions.elements,
      [
        0.3613865917853652, -0.08452251406457312, 0.856670605949836, 0.35828919715155155, 0.6565887712868261,
        0.7301614347850451, -0.17337266279585106, -0.07548101991744255,
      ], to: 1e-12)
    Self.expectClose(components.variances, [4.228241706034838, 0.2426707479286116], to: 1e-12)
    Self.expectClose(rows.row(0), [-2.68412562596954, 0.31939724658508517], to: 1e-12)
    Self.expectClose(rows.row(149), [1.3901888619479141, -0.28266093799053316], to: 1e-12)
  }

  /// scikit-learn 1.9.1: make_pipeline(StandardScaler(), PCA(3)).fit(load_breast_cancer().data).
  @Test("Principal components of the standardised breast cancer set are those of scikit-learn")
  func breastCancer() throws {
    let (fitted, rows) = try Self.prepared([.standardization, .principalComponents(3)], .breastCancer)
    guard case .projection(let components) = fitted.steps[1] else { throw DataError("no components") }
    let directions = components.directions
    Self.expectClose(
      (0..<3).flatMap { directions.row($0).prefix(4) },
      [
        0.21890244370000275, 0.10372457821570558, 0.22753729300562514, 0.22099498538593976, -0.23385713174743106,
        -0.05970608829172974, -0.21518136139677158, -0.23107671128386587, -0.008531242840393508, 0.06454990334677801,
        -0.009314219717503349, 0.028699525887530296,
      ], to: 1e-12)
    Self.expectClose(components.variances, [13.304990794374557, 5.701374603726137, 2.822910155006228], to: 1e-12)
    #expect((components.totalVariance - 30 * 569.0 / 568).magnitude < 1e-12)
    Self.expectClose(rows.row(0), [9.19283682621325, 1.9485830707786123, -1.1231661649251463], to: 1e-11)
  }

  @Test("A range is reached at both ends by the training rows, and left by others unless clipped")
  func range() throws {
    let rows = RealMatrix(rows: [[1, 5], [3, 5], [2, 5]])
    let fitted = try Preparation([.range(0...Double.pi)]).fit(on: rows)
    #expect(try fitted.apply(rows).elements == [0, 0, .pi, 0, .pi / 2, 0])
    #expect(try fitted.apply(RealMatrix(rows: [[4, 9]])).elements == [1.5 * .pi, 0])
    let clipped = try Preparation([.range(-1...1, clips: true)]).fit(on: rows)
    #expect(try clipped.apply(RealMatrix(rows: [[4, 9], [0, 5]])).elements == [1, -1, -1, -1])
  }

  @Test("Standardised rows have the mean 0 and the variance 1, and constants become 0")
  func standardization() throws {
    let (_, rows) = try Self.prepared([.standardization], .wine)
    for column in 0..<13 {
      let values = (0..<178).map { rows[$0, column] }
      #expect((values.reduce(0, +) / 178).magnitude < 1e-13)
      #expect((values.reduce(0) { $0 + $1 * $1 } / 178 - 1).magnitude < 1e-13)
    }
    let constant = RealMatrix(rows: [[0.1], [0.1], [0.1]])
    let fitted = try Preparation([.standardization]).fit(on: constant)
    #expect(try fitted.apply(constant).elements.allSatisfy { $0.magnitude < 1e-15 })
  }

  @Test("A fitted preparation is the same to the last bit after JSON")
  func json() throws {
    let steps: [Preparation.Step] = [
      .division(by: 3), .standardization, .principalComponents(3), .range(0...Double.pi, clips: true),
    ]
    let (fitted, _) = try Self.prepared(steps, .wine)
    #expect(try FittedPreparation(reading: JSONReader(parsing: fitted.json.bytes())) == fitted)
  }

  @Test(
    "JSON that is no preparation is refused",
    arguments: [
      (#"{}"#, "must be a list, not an object"), (#"[{}]"#, "[0]: the key \"principalComponents\" is missing"),
      (
        #"[{"scaling":{"origins":[1],"factors":[1,2],"shift":0,"range":null}}]"#,
        "[0].scaling.factors: must be as many as the origins, which are 1"
      ),
      (
        #"[{"scaling":{"origins":[1],"factors":[1],"shift":0,"range":[2,1]}}]"#,
        "[0].scaling.range: must be null or two rising numbers"
      ),
      (
        #"[{"principalComponents":{"means":[1,2],"directions":[[1]],"variances":[1],"totalVariance":1}}]"#,
        "[0].principalComponents.directions[0]: must be as many numbers as the means, which are 2"
      ),
      (
        #"[{"scaling":{"origins":[1],"factors":[1],"shift":0,"range":null}},"#
          + #"{"scaling":{"origins":[1,2],"factors":[1,2],"shift":0,"range":null}}]"#,
        "[1]: must take the 1 features that the step before it gives"
      ),
    ])
  func wrongJSON(text: String, message: String) throws {
    let error = try #require(throws: FormatError.self) {
      try FittedPreparation(reading: JSONReader(parsing: Array(text.utf8)))
    }
    #expect(error.description == message)
  }

  @Test(
    "What cannot be fitted is refused",
    arguments: [
      (Preparation.Step.principalComponents(0), [[1, 2], [3, 4]]), (.principalComponents(2), [[1, 2], [3, 4]]),
      (.principalComponents(1), [[1e200, 2], [-1e200, 4]]), (.range(1...1), [[1, 2], [3, 4]]),
      (.range(-1e308...1e308), [[1, 2], [3, 4]]), (.range(0...1), [[1e308, 2], [-1e308, 4]]),
      (.standardization, [[1e300, 2], [-1e300, 4]]), (.division(by: 0), [[1, 2]]), (.division(by: .nan), [[1, 2]]),
      (.standardization, []),
    ] as [(Preparation.Step, [[Double]])])
  func refuses(step: Preparation.Step, rows: [[Double]]) {
    #expect(throws: DataError.self) { try Preparation([step]).fit(on: RealMatrix(rows: rows)) }
  }

  @Test("Rows of another width are refused, and rows that leave the numbers")
  func wrongRows() throws {
    let fitted = try Preparation([.division(by: 0.5)]).fit(on: RealMatrix(rows: [[1, 2]]))
    #expect(throws: DataError.self) { try fitted.apply(RealMatrix(rows: [[1]])) }
    #expect(throws: DataError.self) { try fitted.apply(RealMatrix(rows: [[1e308, 1]])) }
  }

  @Test("A prepared set keeps its labels, and its image unless features were mixed")
  func sets() throws {
    let digits = try ShippedData.digits.load().selecting(rows: Array(0..<40))
    let scaled = try Preparation([.division(by: 16)]).fit(on: digits.features).apply(to: digits)
    #expect(scaled.image == digits.image && scaled.labels == digits.labels)
    let mixed = try Preparation([.principalComponents(2)]).fit(on: digits.features).apply(to: digits)
    #expect(mixed.image == nil && mixed.featureNames == ["component_0", "component_1"])
  }

  @Test(
    "Steps are read from a text, and printed as they are read",
    arguments: [
      ("standardize,pca:8,range:0..pi", [.standardization, .principalComponents(8), .range(0...Double.pi)], nil),
      ("clip:-pi/2..2pi", [.range((-Double.pi / 2)...(2 * Double.pi), clips: true)], nil),
      ("divide:255", [.division(by: 255)], nil), ("none", [], nil), ("", [], "none"),
      ("range:-1.0..1.50", [.range(-1...1.5)], "range:-1..1.5"),
      ("range:0..3pi/3", [.range(0...Double.pi)], "range:0..pi"),
    ] as [(String, [Preparation.Step], String?)])
  func text(text: String, steps: [Preparation.Step], printed: String?) throws {
    let preparation = try Preparation(text)
    #expect(preparation.steps == steps)
    #expect(preparation.description == printed ?? text)
  }

  @Test(
    "Texts that are no steps are refused",
    arguments: [
      "pca", "pca:0", "pca:-1", "pca:x", "standardize:1", "range:1", "range:1..0", "range:0..nan", "range:0..1..2",
      "divide:0", "divide:inf", "divide:1/0", "divide:1/2/3", ",", "pca:2,", "range:pi..pipi", "scale:2",
    ])
  func wrongTexts(text: String) throws {
    let error = try #require(throws: DataError.self) { try Preparation(text) }
    #expect(error.help != nil)
  }

  @Test("A mistyped step is named")
  func mistyped() throws {
    let error = try #require(throws: DataError.self) { try Preparation("standardise") }
    #expect(error.description == "\"standardise\" is no preparation")
    #expect(error.help == "did you mean 'standardize'?")
  }
}
