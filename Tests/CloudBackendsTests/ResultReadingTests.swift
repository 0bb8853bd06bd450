import Execution
import Formats
import Numerics
import Testing

@testable import CloudBackends

@Suite struct ResultReadingTests {
  /// Two registers, one wider than 8 bits, measured crosswise.
  private static let crossed = """
    bit[10] a; bit[3] b; qubit[12] q; a[0] = measure q[9]; a[9] = measure q[0]; a[8] = measure q[11];
    b[0] = measure q[2]; b[2] = measure q[1];
    """

  // MARK: IBM

  @Test("IBM's numbers in hexadecimal give each register its bits, the lowest first, however wide it is")
  func readsHexadecimal() throws {
    let layout = try Fixture.layout(Self.crossed, shots: 3)
    let text =
      #"{"results":[{"data":{"a":{"samples":["0x201","0x100","0x201"]},"b":{"samples":["0x4","0x1","0x04"]}}}]}"#
    let results = try IBMResult.read(Array(text.utf8), [layout])
    #expect(Fixture.counts(results.first) == ["100 1000000001": 2, "001 0100000000": 1])
  }

  @Test("IBM's packed arrays and tensors, as its own client decodes them, give the same counts")
  func readsRecordedForms() throws {
    let layout = try Fixture.layout("bit[2] meas; measure $0; meas[0] = measure $0; meas[1] = measure $1;", shots: 100)
    for name in ["ibmTagged", "ibmTensors"] {
      let counts = try Fixture.counts(IBMResult.read(Fixture.answer(name), [layout]).first)
      #expect(counts == ["00": 50, "11": 50], "\(name)")
    }
  }

  @Test("packed arrays of more than a byte have their highest byte first; reversed bytes are another result")
  func readsWideArrays() throws {
    let layout = try Fixture.layout(Self.crossed, shots: 2)
    func read(_ a: [UInt8]) throws -> [String: Int]? {
      func array(_ bytes: [UInt8], _ width: Int) -> String {
        Base64.text(Zlib.stored(NumberArray.numPyBytes(of: bytes, shape: [bytes.count / width, width])))
      }
      func field(_ text: String, _ bits: Int) -> JSON {
        let packed: JSON = ["__type__": "ndarray", "__value__": .string(text)]
        return ["__type__": "BitArray", "__value__": ["array": packed, "num_bits": .integer(bits)]]
      }
      let bin: JSON = [
        "__type__": "DataBin",
        "__value__": ["shape": [], "fields": ["a": field(array(a, 2), 10), "b": field(array([4, 1], 1), 3)]],
      ]
      let pub: JSON = ["__type__": "SamplerPubResult", "__value__": ["data": bin, "metadata": ["__type__": "New"]]]
      let text: JSON = ["__type__": "PrimitiveResult", "__value__": ["pub_results": [pub]]]
      return Fixture.counts(try IBMResult.read(text.bytes(), [layout]).first)
    }
    #expect(try read([2, 1, 1, 0]) == ["100 1000000001": 1, "001 0100000000": 1])
    #expect(try read([1, 2, 0, 1]) != ["100 1000000001": 1, "001 0100000000": 1])
    #expect(throws: FormatError.self) { try read([4, 0, 0, 0]) }
    #expect(throws: FormatError.self) { try read([0, 0]) }
  }

  @Test("a register that is missing is missing and not zeros; one of another width, or of other shots, is an error")
  func refusesPartialResults() throws {
    let layout = try Fixture.layout(Self.crossed, shots: 1)
    func read(_ data: String) throws -> CloudResult? {
      try IBMResult.read(Array("{\"results\":[{\"data\":{\(data)}}]}".utf8), [layout]).first
    }
    let a = #""a":{"samples":["0x1"]}"#
    #expect(try read(a) == .missing("the register 'b' is not in the result"))
    for b in [#"["0x8"]"#, #"["0x1","0x1"]"#, #"["3"]"#, #"["0x"]"#, #"["0xg"]"#, "[3]", "null"] {
      #expect(throws: FormatError.self) { try read("\(a),\"b\":{\"samples\":\(b)}") }
    }
    #expect(throws: FormatError.self) { try IBMResult.read(Array(#"{"results":[]}"#.utf8), [layout]) }
  }

  // MARK: Braket

  @Test("Braket's columns follow the qubits that were measured, and bits are found through the measurements")
  func readsBraket() throws {
    let layout = try Fixture.layout(Self.crossed, shots: 3)
    let head = #""measuredQubits":[0,1,2,9,11]"#
    let text = "{\"measurements\":[[1,0,0,1,0],[0,1,1,0,1],[1,0,0,1,0]],\(head)}"
    #expect(
      try Fixture.counts(BraketResult.read(Array(text.utf8), layout)) == ["000 1000000001": 2, "101 0100000000": 1])
    let turned = "{\"measurements\":[[1,0,0,1,0],[0,1,1,0,1],[1,0,0,1,0]],\"measuredQubits\":[11,9,2,1,0]}"
    #expect(
      try Fixture.counts(BraketResult.read(Array(turned.utf8), layout)) == ["100 0100000000": 2, "001 1000000001": 1])
    let missing = #"{"measurements":[[1]],"measuredQubits":[0]}"#
    #expect(try BraketResult.read(Array(missing.utf8), layout) == .missing("qubit 9 is not in the result"))
    for broken in ["[[1,0,0,1]]", "[[1,0,0,1,2]]", "[[1,0,0,1,0.5]]", "[1]", "3"] {
      #expect(throws: FormatError.self) {
        try BraketResult.read(Array("{\"measurements\":\(broken),\(head)}".utf8), layout)
      }
    }
  }

  @Test("shares that are whole numbers of shots are counts, others stay shares")
  func readsShares() throws {
    let layout = try Fixture.layout("bit[2] c; qubit[2] q; c[0] = measure q[1]; c[1] = measure q[0];", shots: 100)
    func read(_ shares: String) throws -> CloudResult {
      let text = "{\"measurements\":null,\"measurementProbabilities\":{\(shares)},\"measuredQubits\":[0,1]}"
      return try BraketResult.read(Array(text.utf8), layout)
    }
    // The first digit is qubit 0, which goes to the highest bit.
    #expect(try Fixture.counts(read(#""10":0.33,"01":0.67"#)) == ["10": 33, "01": 67])
    #expect(try read(#""10":0.335,"01":0.665"#) == .probabilities(["10": 0.335, "01": 0.665]))
    #expect(try Fixture.counts(read(#""10":0.33"#)) == nil)
    #expect(try Fixture.counts(read(#""10":1e300,"01":-1e300"#)) == nil)
    #expect(throws: FormatError.self) { try read(#""100":1"#) }
  }

  // MARK: IonQ

  @Test("character k of IonQ's registers is bit k, and numbers over qubits have qubit 0 lowest")
  func readsIonQ() throws {
    let two = try Fixture.layout("bit[2] c; qubit[2] q; c = measure q;", shots: 2)
    #expect(try Fixture.counts(IonQResult.read(Fixture.answer("ionqShots"), two)) == ["00": 1, "11": 1])
    let crossed = try Fixture.layout(Self.crossed, shots: 2)
    let shots = """
      {"shots":[{"registers":{"c":"1000000001001","output_all":"x"}},{"registers":{"c":"0000000010100"}}]}
      """
    #expect(
      try Fixture.counts(IonQResult.read(Array(shots.utf8), crossed)) == ["100 1000000001": 1, "001 0100000000": 1])
    let numbers = try Fixture.layout("bit[2] c; qubit[3] q; c[0] = measure q[2]; c[1] = measure q[0];", shots: 4)
    #expect(try Fixture.counts(IonQResult.read(Array(#"{"1":0.25,"4":0.75}"#.utf8), numbers)) == ["10": 1, "01": 3])
    let half = try Fixture.layout("bit[2] c; qubit[2] q; c = measure q;", shots: 100)
    #expect(try Fixture.counts(IonQResult.read(Fixture.answer("ionqProbabilities"), half)) == ["00": 50, "11": 50])
    #expect(
      try IonQResult.read(Fixture.answer("ionqProbabilities"), two.taking(3)) == .probabilities(["00": 0.5, "11": 0.5]))
  }

  @Test("sums over shots are counts where they are whole, whether they are numbers or shares")
  func readsSums() throws {
    let one = try Fixture.layout("bit[3] c; qubit[3] q; c[0] = measure q[0]; c[1] = measure q[1];", shots: 8)
    let sums = #"{"registers":{"c":{"100":0.25,"010":0.75},"output_all":{}}}"#
    for key in ["histogram", "probabilities"] {
      #expect(
        try Fixture.counts(IonQResult.read(Array("{\"\(key)\":\(sums)}".utf8), one)) == ["001": 2, "010": 6])
    }
    let counted = #"{"histogram":{"registers":{"c":{"100":2,"010":6}}}}"#
    #expect(try Fixture.counts(IonQResult.read(Array(counted.utf8), one)) == ["001": 2, "010": 6])
    let crossed = try Fixture.layout(Self.crossed, shots: 8)
    let joint = #"{"probabilities":{"registers":{"c":{"1000000001001":0.25,"0000000010100":0.75}}}}"#
    #expect(
      try Fixture.counts(IonQResult.read(Array(joint.utf8), crossed)) == ["100 1000000001": 2, "001 0100000000": 6])
    let other = #"{"probabilities":{"registers":{"d":{"1":1}}}}"#
    #expect(try IonQResult.read(Array(other.utf8), one) == .missing("the register 'c' is not in the result"))
  }

  // MARK: Anything

  @Test("no change of a result stops the program, and a result is never longer than what was asked for")
  func survivesDamage() throws {
    let layout = try Fixture.layout("bit[2] meas; meas[0] = measure $0; meas[1] = measure $1;", shots: 100)
    let braket = Array(
      #"{"measurements":[[0,1],[1,1]],"measuredQubits":[0,1],"measurementProbabilities":{"01":1}}"#.utf8)
    let readers: [([UInt8], ([UInt8]) throws -> Void)] = [
      (try Fixture.answer("ibmTagged"), { _ = try IBMResult.read($0, [layout]) }),
      (try Fixture.answer("ibmTensors"), { _ = try IBMResult.read($0, [layout]) }),
      (
        Array(#"{"results":[{"data":{"meas":{"samples":["0x3","0x0"]}}}]}"#.utf8),
        { _ = try IBMResult.read($0, [layout]) }
      ),
      (braket, { _ = try BraketResult.read($0, layout) }),
      (try Fixture.answer("ionqShots"), { _ = try IonQResult.read($0, layout) }),
      (try Fixture.answer("ionqProbabilities"), { _ = try IonQResult.read($0, layout) }),
    ]
    var random = RandomStream(seed: 5)
    for (bytes, read) in readers {
      for _ in 0..<150 {
        var damaged = bytes
        for _ in 0...Int(random.next() % 3) {
          let place = Int(random.next() % UInt64(damaged.count))
          switch random.next() % 4 {
          case 0: damaged[place] = UInt8(truncatingIfNeeded: random.next())
          case 1: damaged.remove(at: place)
          case 2: damaged.insert(contentsOf: Array("99999999999".utf8), at: place)
          default: damaged = Array(damaged.prefix(max(1, place)))
          }
        }
        do { try read(damaged) } catch { #expect(error is FormatError) }
      }
    }
  }

  @Test("how a result is to be read comes back from the journal as it was written")
  func keepsLayouts() throws {
    let layout = try Fixture.layout(
      "output bit[2] c; bit d; qubit[3] q; c[1] = measure q[2]; d = measure q[0];", shots: 7)
    #expect(try ResultLayout(JSONReader(parsing: layout.json.bytes())) == layout)
    #expect(layout.countedNames == ["c"] && layout.sources == [nil, 2, 0])
    for text in [
      #"{}"#, #"{"shots":1,"sources":[],"registers":[{"name":"c","count":2,"isOutput":false}]}"#,
      #"{"shots":1,"sources":[],"registers":[{"name":"c","count":99999999999,"isOutput":false}]}"#,
    ] {
      #expect(throws: FormatError.self) { try ResultLayout(JSONReader(parsing: Array(text.utf8))) }
    }
  }
}
