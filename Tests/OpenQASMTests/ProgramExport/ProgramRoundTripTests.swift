import Circuits
import OpenQASM
import Testing

/// What holds for every program that is exported as OpenQASM 3.
@Suite struct ProgramRoundTripTests {
  @Test("A program that is exported reads back as itself, and as its own text", arguments: Programs.all)
  func roundTrip(path: String) throws {
    let loaded = Programs.load(try Resources.text(of: path), path: path)
    guard let program = loaded.program, program.staticCircuit == nil else { return }
    let isOpaque = program.circuit.declarations.contains { $0.body == nil }
    guard !isOpaque else { return }
    let text = try #require(try? Self.text(of: loaded, .openQASM3), "\(path)")
    let again = Programs.load(text)
    #expect(again.program != nil, "\(path): \(again.diagnostics.map(\.message))")
    if loaded.version.major == 3 {
      Programs.expectSame(program, again.program, "\(path)", #_sourceLocation)
    }
    #expect(try Self.text(of: again, .openQASM3) == text)
  }

  @Test("Every dialect writes a program or says where it cannot", arguments: Programs.all)
  func refusals(path: String) throws {
    let loaded = Programs.load(try Resources.text(of: path), path: path)
    guard let program = loaded.program, program.staticCircuit == nil else { return }
    for dialect in [Dialect.openQASM2, .ibm, .braket, .ionq] {
      do {
        let text = try Self.text(of: loaded, dialect)
        if dialect == .openQASM2 || dialect == .ibm {
          let again = Programs.load(text)
          #expect(again.program != nil, "\(path) \(dialect): \(again.diagnostics.map(\.message))\n\(text)")
        }
      } catch let error as ExportError {
        #expect(error.code.name.hasPrefix("Q8"))
        #expect(error.range != nil || error.code.name != "Q812", "\(path) \(dialect) \(error)")
      }
    }
  }

  static func text(of loaded: LoadResult, _ dialect: Dialect) throws -> String {
    String(decoding: try Exporter(dialect: dialect).text(of: loaded), as: UTF8.self)
  }
}
