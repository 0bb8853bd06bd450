import Formats
import Foundation
import Journals
import Synchronization

/// A folder for one test, and a clock that the test moves.
final class JournalFixture: Sendable {
  let folder: String
  private let time = Mutex(UTCTime(secondsSince1970: 1_800_000_000))

  init() { folder = FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID().uuidString)").path }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func journal() throws -> Journal { try Journal(folder: folder) { [self] in time.withLock { $0 } } }

  func pass(seconds: Int) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  var path: String { "\(folder)/journal" }
  var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  func write(_ text: String) throws { try text.write(toFile: path, atomically: false, encoding: .utf8) }

  static let identity = JobIdentity(
    provider: "ionq", endpoint: "https://api.ionq.co", account: "a", device: "simulator")

  static func intent(
    _ id: String = Intent.randomID(), cost: Double? = 1, shots: Int = 100, identity: JobIdentity = identity
  ) -> Intent {
    Intent(
      id: id, work: "w", part: 0, identity: identity, tag: "tag-\(id)", bodyDigest: "d", circuits: 1, shots: shots,
      estimate: cost.map { Cost($0, Cost.dollars) }, details: ["registers": [["c", 4]]])
  }
}
