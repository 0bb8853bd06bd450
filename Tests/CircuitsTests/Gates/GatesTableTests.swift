import Circuits
import Numerics
import Testing

@Suite struct GatesTableTests {
  /// Angles without any special value among them.
  static let angles = [0.7312, -1.283, 2.117, 0.4391]

  static func angles(of row: StandardGate) -> [Double] { Array(angles.prefix(row.definition.angleNames.count)) }

  static let empty = Circuit(qubits: .registers([]))

  @Test("Names are unique, and no alias hides a row where both are legal")
  func names() {
    let names = GateDefinition.all.map(\.name)
    #expect(Set(names).count == names.count)
    for alias in GateAlias.all {
      #expect(StandardGate(alias.row) != nil, "\(alias)")
      if let row = StandardGate(alias.name) {
        #expect(row.definition.allLibraries.isDisjoint(with: alias.libraries), "\(alias)")
      }
      #expect(StandardGate(alias.name, in: alias.libraries) == StandardGate(alias.row))
    }
  }

  @Test("Every matrix has the row's size and is unitary", arguments: StandardGate.all)
  func unitary(row: StandardGate) {
    let matrix = row.definition.matrix(Self.angles(of: row))
    #expect(matrix.size == 1 << row.definition.qubitCount)
    #expect((matrix * matrix.adjoint).distance(to: .identity(matrix.size)) < 1e-14, "\(row.name)")
  }

  @Test(
    "Every body stands on rows above it and multiplies to the matrix, global phase included",
    arguments: StandardGate.all)
  func body(row: StandardGate) throws {
    let definition = row.definition
    guard let body = definition.body else {
      #expect(["gphase", "U"].contains(row.name))
      return
    }
    #expect(body.steps.count == definition.writtenStepCount)
    for step in body.steps {
      guard case .standard(let used) = step.gate.target else {
        Issue.record("\(row.name) uses a declared gate")
        return
      }
      #expect(used.index < row.index, "\(row.name) uses \(used.name)")
    }
    var circuit = Self.empty
    circuit.declarations = [
      GateDeclaration(
        name: row.name, angleNames: definition.angleNames,
        qubitNames: (0..<definition.qubitCount).map { "q\($0)" }, body: body)
    ]
    let angles = Self.angles(of: row)
    let product = try circuit.matrix(of: Gate(.declared(0)), angles: angles)
    #expect(product.distance(to: definition.matrix(angles)) < 1e-14, "\(row.name)")
  }

  @Test("Every row's inverse is a row and undoes it", arguments: StandardGate.all)
  func inverse(row: StandardGate) throws {
    let angles = Self.angles(of: row)
    let (inverse, images) = try #require(row.inverse(angles: angles), "\(row.name)")
    let product = inverse.definition.matrix(images) * row.definition.matrix(angles)
    #expect(product.distance(to: .identity(product.size)) < 1e-14, "\(row.name)")
  }

  @Test("The libraries hold the gates that their texts define")
  func libraries() {
    let names = { (library: GateLibrary) in
      Set(GateDefinition.all.filter { $0.allLibraries.contains(library) }.map(\.name))
        .union(GateAlias.all.filter { $0.libraries.contains(library) }.map(\.name))
    }
    #expect(names(.language) == ["U", "gphase"])
    #expect(
      names(.stdgates) == [
        "p", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "cx", "cy", "cz", "cp", "crx", "cry",
        "crz", "ch", "swap", "ccx", "cswap", "cu", "CX", "phase", "cphase", "id", "u1", "u2", "u3",
      ])
    let paper: Set = [
      "u3", "u2", "u1", "cx", "id", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "rx", "ry", "rz", "cz", "cy", "ch",
      "ccx", "crz", "cu1", "cu3",
    ]
    #expect(names(.qelib1) == paper)
    #expect(
      names(.qelib1Qiskit)
        == paper.union([
          "u0", "u", "p", "sx", "sxdg", "swap", "cswap", "crx", "cry", "cp", "csx", "cu", "rxx", "rzz", "rccx", "rc3x",
          "c3x", "c3sqrtx", "c4x",
        ]))
    #expect(
      names(.braket) == [
        "i", "h", "x", "y", "z", "cv", "cnot", "cy", "cz", "ecr", "s", "si", "t", "ti", "v", "vi", "phaseshift",
        "cphaseshift", "cphaseshift00", "cphaseshift01", "cphaseshift10", "rx", "ry", "rz", "swap", "iswap", "pswap",
        "xy", "xx", "yy", "zz", "ccnot", "cswap", "prx", "gpi", "gpi2", "ms",
      ])
    #expect(
      names(.ionq) == [
        "x", "y", "z", "rx", "ry", "rz", "h", "s", "si", "v", "vi", "t", "ti", "not", "cnot", "swap", "xx", "yy", "zz",
        "gpi", "gpi2", "ms",
      ])
  }

  @Test("A name means a row only where it is legal")
  func scopes() {
    #expect(StandardGate("cnot", in: .braket) == StandardGate("cx"))
    #expect(StandardGate("cnot", in: .stdgates) == nil)
    #expect(StandardGate("rzz", in: .stdgates) == nil)
    #expect(StandardGate("zz", in: [.stdgates, .braket]) == StandardGate("rzz"))
    #expect(StandardGate("cx", in: .braket) == nil)
    #expect(StandardGate(anyName: "c3sx") == StandardGate("c3sqrtx"))
    #expect(StandardGate(anyName: "nothing") == nil)
  }
}
