internal import Devices
internal import Execution
internal import Formats
package import Journals
internal import Networking
internal import OpenQASM

/// What came of a request that submits a job.
enum SubmissionAnswer: Sendable, Equatable {
  case taken(job: String)
  case refused(Refusal, RemoteFailure)
  /// The provider may have taken it.
  case ambiguous(String)
}

/// What a list of jobs says of one that may have been taken.
enum JobSearch: Sendable, Equatable {
  case found(job: String)
  /// The list is complete, and does not hold it.
  case absent
}

/// What a provider says of a job.
package struct JobStatus: Sendable, Equatable {
  package let state: JobState
  package let message: String?

  package init(_ state: JobState, message: String? = nil) {
    self.state = state
    self.message = message
  }
}

/// The time of a provider's machines that an account has used in the present period.
package struct AccountUsage: Sendable, Equatable {
  package let seconds: Double
  /// Nil where there is none.
  package let limitInSeconds: Double?
}

/// One provider's interface: every other part of the house speaks to it in these words.
protocol CloudProvider: Sendable {
  var name: CloudProviderName { get }
  var client: CloudClient { get }
  /// What writes circuits as it reads them.
  var exporter: Exporter { get }
  /// Whether circuits are compiled already, and sent to be run as they are written.
  var isVerbatim: Bool { get }
  var limits: JobLimits { get }
  /// How many jobs an account may submit within a minute.
  var mostSubmissionsPerMinute: Int { get }
  /// For how long a request that is sent again with the same tag is surely the same job; 0 where it never is.
  var secondsOfToken: Int { get }

  /// In whose name jobs are submitted: asked of the provider where the keys do not tell.
  func identity() async throws(RemoteFailure) -> JobIdentity
  /// The quantum machines that the keys open.
  func machines() async throws(RemoteFailure) -> [String]
  /// What the provider publishes of the machine today, under a name that a file can bear.
  func calibration(named name: String) async throws(RemoteFailure) -> Device
  /// Shows the keys to the provider, and gives the account that they are of.
  func verifiedAccount() async throws(RemoteFailure) -> String
  /// What the account has used of what it may; nil where the provider does not tell.
  func usage() async throws(RemoteFailure) -> AccountUsage?
  /// What a job may cost at most; nil where no price is known.
  func estimate(_ plan: JobPlan) async throws(RemoteFailure) -> Cost?
  /// The request's body: a function of its arguments alone.
  func body(_ plan: JobPlan, tag: String) -> JSON
  func submit(_ body: [UInt8]) async -> SubmissionAnswer
  /// Whether jobs may go into sessions.
  var hasSessions: Bool { get }
  /// Opens a session that bills nothing but its jobs, and ends by itself; nil where none is to be had, for whatever
  /// reason.
  func openSession() async -> String?
  /// Lets no more jobs into a session; those that it has run on. One that has ended already is no error.
  func closeSession(_ id: String) async throws(RemoteFailure)
  /// Submits the same job into a session.
  func submit(_ body: [UInt8], in session: String) async -> SubmissionAnswer
  /// Looks for the job that has a tag.
  func search(_ intent: Intent) async throws(RemoteFailure) -> JobSearch
  func status(of job: String) async throws(RemoteFailure) -> JobStatus
  /// The result as it comes, of at most so many bytes.
  func result(of job: String, limit: Int) async throws(RemoteFailure) -> [UInt8]
  /// One result for each circuit of the job.
  func read(_ result: [UInt8], _ layouts: [ResultLayout]) throws(FormatError) -> [CloudResult]
  /// What a job that has ended cost; nil where that is not known yet.
  func bill(_ intent: Intent, job: String) async throws(RemoteFailure) -> Cost?
  /// Asks for the end of a job; one that has ended already is no error.
  func cancel(_ job: String) async throws(RemoteFailure)
}

extension CloudProvider {
  /// Whether the provider is a server on this machine.
  var isLocal: Bool { client.endpoint.isLoopback }

  func machines() async throws(RemoteFailure) -> [String] {
    throw RemoteFailure(
      .unsupported, "\(name.title)'s machines are not listed", help: "name one: 'shotglass help backends' says how")
  }

  func verifiedAccount() async throws(RemoteFailure) -> String { try await identity().account }

  func usage() async throws(RemoteFailure) -> AccountUsage? { nil }

  var isVerbatim: Bool { false }

  var hasSessions: Bool { false }
  func openSession() async -> String? { nil }
  func closeSession(_ id: String) async throws(RemoteFailure) {}
  func submit(_ body: [UInt8], in session: String) async -> SubmissionAnswer { await submit(body) }
}
