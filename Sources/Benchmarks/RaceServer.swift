internal import Formats

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Our side of a race against a peer: a line of JSON asks for a case, a line answers with the seconds of one call, and
/// the first time with the numbers that the case found. Preparing a case is not part of its time.
struct RaceServer {
  /// A turn calls a case until this much time has passed.
  private static let leastSeconds = 0.1
  private static let mostCalls = 20_000
  private static let longCall = 1.0

  private struct Prepared {
    let action: () throws -> [Double]
    let calls: Int
  }

  private var prepared: [String: Prepared] = [:]
  private let memory = RaceMemory()

  /// Answers until the input ends.
  mutating func run() async throws {
    while let line = readLine() {
      let answer: JSON
      do {
        answer = try await self.answer(to: line)
      } catch {
        answer = ["error": .string("\(error)")]
      }
      try Self.send(try answer.text() + "\n")
    }
  }

  private mutating func answer(to line: String) async throws -> JSON {
    var request = try JSONReader(parsing: Array(line.utf8)).object()
    let name = try request.required("case").string()
    guard name != "forget" else {
      prepared = [:]
      memory.forget()
      return ["seconds": 0]
    }
    if let known = prepared[line] { return ["seconds": .number(try Self.seconds(of: known))] }
    // Not a race, but asked over the same line: scripts/interop/sigv4.py compares with a peer's signatures.
    if name == "sign" { return try SignatureQuestion(request.required("arguments")).answer() }
    guard let raceCase = RaceCase(rawValue: name) else { throw BenchmarkError("no case '\(name)'") }
    let action = try await raceCase.action(RaceArguments(try request.required("arguments")), memory)
    var value: [Double] = []
    var once = try Self.seconds { value = try action() }
    // Who wants the numbers alone asks for one call.
    if try request.optional("calls")?.integer() == 1 {
      return ["seconds": 0, "value": .array(value.map { .number($0) })]
    }
    // The first call warms up, which does not show where a call is long.
    if once < Self.longCall { once = try Self.seconds { _ = try action() } }
    let calls = max(1, Int(min(Self.leastSeconds / max(once, 1e-9), Double(Self.mostCalls))))
    let entry = Prepared(action: action, calls: calls)
    prepared[line] = entry
    let seconds = calls == 1 ? once : try Self.seconds(of: entry)
    return ["seconds": .number(seconds), "value": .array(value.map { .number($0) })]
  }

  /// The seconds of one call, averaged over its calls.
  private static func seconds(of prepared: Prepared) throws -> Double {
    let all = try seconds {
      for _ in 0..<prepared.calls { _ = try prepared.action() }
    }
    return all / Double(prepared.calls)
  }

  private static func seconds(_ work: () throws -> Void) throws -> Double {
    let (seconds, attoseconds) = try ContinuousClock().measure(work).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  private static func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { throw BenchmarkError("cannot write the answer") }
      rest = rest.dropFirst(count)
    }
  }
}
