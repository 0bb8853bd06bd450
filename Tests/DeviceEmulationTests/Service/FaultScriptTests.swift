import Formats
import Testing

@testable import DeviceEmulation

@Suite struct FaultScriptTests {
  private func script(_ rules: String) throws -> FaultScript {
    try FaultScript(reading: Array("{\"schema\":1,\"seed\":7,\"rules\":\(rules)}".utf8))
  }

  @Test("The first rule that fits and strikes decides, and every rule counts what fits it")
  func order() throws {
    var script = try script(
      """
      [{"match":{"method":"POST","path":"/jobs*"},"occurrence":2,"fault":"drop-after"},
       {"match":{"path":"/jobs/*"},"fault":"status","value":502},
       {"match":{"method":"POST"},"occurrence":3,"fault":"slow"}]
      """)
    #expect(script.strike(method: "POST", path: "/jobs") == nil)
    #expect(script.strike(method: "POST", path: "/jobs/1")?.kind == .dropAfter)
    #expect(script.strike(method: "POST", path: "/jobs/1") == .init(kind: .status, value: 502))
    #expect(script.strike(method: "POST", path: "/other") == nil)
    #expect(script.strike(method: "GET", path: "/jobs/1")?.kind == .status)
  }

  @Test("A probability strikes as often as it says, the same every time")
  func probability() throws {
    var (first, second) = (
      try script("[{\"probability\":0.25,\"fault\":\"drop-before\"}]"),
      try script("[{\"probability\":0.25,\"fault\":\"drop-before\"}]")
    )
    let strikes = (0..<4000).map { _ in first.strike(method: "GET", path: "/") != nil }
    #expect(strikes == (0..<4000).map { _ in second.strike(method: "GET", path: "/") != nil })
    // Five standard deviations.
    #expect(abs(strikes.count { $0 } - 1000) < 137)
  }

  @Test("Every kind of the contract is there with its usual value")
  func kinds() throws {
    for kind in FaultScript.Kind.allCases {
      var script = try script("[{\"fault\":\"\(kind.rawValue)\"}]")
      #expect(script.strike(method: "GET", path: "/") == .init(kind: kind, value: kind.usualValue))
    }
    #expect(FaultScript.Kind.allCases.count == 13)
  }

  @Test(
    "What is no script is refused where it is wrong",
    arguments: [
      "[{\"fault\":\"drop\"}]", "[{}]", "[{\"fault\":\"slow\",\"value\":-1}]", "[{\"fault\":\"status\",\"value\":200}]",
      "[{\"fault\":\"slow\",\"occurrence\":0}]", "[{\"fault\":\"slow\",\"probability\":1.5}]",
      "[{\"fault\":\"slow\",\"probability\":0.5,\"occurrence\":1}]",
      "[{\"fault\":\"slow\",\"match\":{\"host\":\"x\"}}]",
      "{}", "[{\"fault\":\"slow\",\"extra\":1}]",
    ])
  func refusals(rules: String) {
    #expect(throws: FormatError.self) { try script(rules) }
  }
}
