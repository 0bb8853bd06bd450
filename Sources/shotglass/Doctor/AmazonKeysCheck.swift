import CloudBackends
import Execution

/// Where the keys for Amazon Braket come from: there are several places, of which the first counts.
enum AmazonKeysCheck {
  private static let name = "Amazon's keys"

  static func check(environment: [String: String]) -> DoctorCheck {
    do throws(RemoteFailure) {
      guard let keys = try CloudCredentials(environment: environment).awsKeys() else {
        return .pass(name, "none; only Amazon Braket needs them")
      }
      return .pass(name, "from \(keys.source)\(keys.areTemporary ? ", with a session token, which expires" : "")")
    } catch {
      // Who uses Amazon for other work only has nothing to repair.
      guard usesBraket(environment) else { return .pass(name, "none that Amazon Braket could use: \(error.message)") }
      return .fault(name, error.message, fix: error.help)
    }
  }

  /// Whether there is a bucket for the results of Amazon Braket, without which nothing runs there.
  static func usesBraket(_ environment: [String: String]) -> Bool {
    (try? CloudCredentials(environment: environment).value("BRAKET_S3_BUCKET")) != nil
  }
}
