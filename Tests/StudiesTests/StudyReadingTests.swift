import Formats
import Studies
import Testing

@Suite struct StudyReadingTests {
  @Test("a study that is written out resolved is the same study")
  func keepsItsMeaning() throws {
    let study = try StudyBench.study()
    let again = try Study(parsing: study.resolved.bytes())
    #expect(try again.resolved.bytes() == study.resolved.bytes())
    #expect(again.id == study.id)
  }

  @Test("title, question and budget are no part of a study's identity; seed and grid are")
  func knowsItsIdentity() throws {
    let study = try StudyBench.study()
    var other = study
    (other.title, other.question, other.budget.shots) = ("a title", "why?", 1)
    #expect(other.id == study.id)
    other.seed = 4
    #expect(other.id != study.id)
    other = study
    other.grid[.shots] = [.number(32)]
    #expect(other.id != study.id)
  }

  @Test("a number of seeds is how many models there are")
  func countsModels() throws {
    #expect(try StudyBench.study().grid[.seed] == [.number(0), .number(1)])
  }

  @Test(
    "a mistake is named with its place, and with what was probably meant",
    arguments: [
      ("name: \"small\"", "nam: \"small\"", "the key \"name\" is missing", "did you mean \"name\""),
      ("name: \"small\"", "name: \"a/b\"", "name: must be letters", "'title' takes any text"),
      ("gradient-quality", "gradient-qualty", "analyses[0].kind: there is no analysis", "gradient-quality"),
      ("repetitions: 2", "repetition: 4", "analyses[0]: unknown key \"repetition\"", "known keys"),
      ("repetitions: 2", "step: 0.1", "analyses[0].step: the rule parameter-shift has no step", "central-difference"),
      ("shots: [32, 128]", "shots: [0]", "grid.shots[0]: must be from 1 to", ""),
      ("shots: [32, 128]", "shots: [32, 32]", "grid.shots[1]: 32 stands twice", ""),
      ("shots: [32, 128]", "shots: []", "grid.shots: the list is empty", "leave it out"),
      ("shots: [32, 128], ", "", "grid: the analysis \"gradient-quality\" needs a list of shots", "shots: [64, 256"),
      ("seeds: 2", "depths: 2", "grid.depths: no analysis of this study varies depth", "expressivity"),
      ("seeds: 2", "seed: 2", "grid: unknown key \"seed\"; did you mean \"seeds\"?", "known keys"),
      ("model: { name: \"simple-1\" },", "", "the analysis \"gradient-quality\" needs a model", "zz-efficient-2"),
      ("data: { source: \"cosine:rows=12\" },", "", "the analysis \"gradient-quality\" needs data", "iris"),
      ("schema: 1", "schema: 2", "this version reads schema 1", ""),
    ])
  func explains(_ change: (String, String, message: String, help: String)) throws {
    let text = StudyBench.small.replacing(change.0, with: change.1)
    let error = try #require(throws: StudyError.self) { try StudyBench.study(text) }
    #expect(error.kind == .misuse)
    #expect(error.message.contains(change.message), "\(error.message)")
    #expect((error.help ?? "").contains(change.help), "\(error.help ?? "")")
    #expect(error.position != nil)
  }

  @Test("what no analysis works on is refused, not passed over")
  func refusesIdleParts() throws {
    let text = """
      { schema: 1, name: "wide", model: { name: "simple-1" }, analyses: [{ kind: "expressivity" }],
        grid: { qubits: [2], depths: [1] } }
      """
    let error = try #require(throws: StudyError.self) { try StudyBench.study(text) }
    #expect(error.message.contains("no analysis of this study works on a model and data"))
  }

  @Test("a defence where nothing is attacked is unsupported, and one that there is not is misuse")
  func refusesDefences() throws {
    for (name, kind) in [("clip:1", StudyError.Kind.unsupported), ("clp:1", .misuse), ("shots:0", .misuse)] {
      let text = StudyBench.small.replacing("seeds: 2", with: "seeds: 2, defences: [\"\(name)\"]")
      let error = try #require(throws: StudyError.self) { try StudyBench.study(text) }
      #expect(error.kind == kind)
      #expect(error.help?.isEmpty == false)
    }
  }

  @Test("every byte changed in a study file gives a study or an error")
  func survivesDamage() throws {
    let bytes = Array(StudyBench.small.utf8)
    for place in bytes.indices {
      for byte: UInt8 in [0x00, 0x22, 0x39, 0x5D, 0x7B, 0xFF] {
        var changed = bytes
        changed[place] = byte
        do { _ = try Study(parsing: changed) } catch { #expect(!error.message.isEmpty) }
      }
    }
  }
}
