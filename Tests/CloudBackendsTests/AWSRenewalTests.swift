import Execution
import Foundation
import Journals
import Networking
import Numerics
import Synchronization
import Testing

@testable import CloudBackends

/// A queue may outlive a session token: what waits goes on with new keys, and nothing is submitted twice.
@Suite struct AWSRenewalTests {
  private typealias Exchange = RecordedTransport.Exchange

  private static func refusal(
    _ code: String, _ status: Int = 403
  ) -> Result<HTTPResponse, TransportError> {
    .success(
      HTTPResponse(
        status: status, headers: ["x-amzn-ErrorType": "\(code):http://x"], body: Array(#"{"message":"over"}"#.utf8)))
  }

  private static func account(_ number: String) -> Exchange {
    .init(.post, "/", Fixture.reply("<Account>\(number)</Account>", status: 200))
  }

  /// The session tokens that requests were signed with.
  private static func tokens(_ transport: RecordedTransport) -> [String?] {
    transport.asked.map { $0.request.headers["X-Amz-Security-Token"] }
  }

  private static func failure(_ backend: CloudBackend) async throws -> RemoteFailure? {
    do {
      _ = try await backend.run(CloudFixture.batch())
      return nil
    } catch BackendError.remote(let failure) { return failure }
  }

  /// A job whose token ends at the submission, once more in the queue, and once more at the bucket.
  @Test("keys that expire at the submission, in the queue or at the bucket are read again, and the job goes on")
  func renews() async throws {
    let fixture = CloudFixture()
    let result = #"{"measurements":[[1,0],[0,1]],"measuredQubits":[0,1]}"#
    let transport = RecordedTransport([
      BraketScript.account, .init(.post, "/quantum-task", Self.refusal("ExpiredTokenException")),
      BraketScript.account, .init(.post, "/quantum-task", try Fixture.reply("braketSubmit", 201)),
      .init(.get, BraketScript.task, try Fixture.reply("braketQueued")),
      .init(.get, BraketScript.task, Self.refusal("UnrecognizedClientException")), BraketScript.account,
      .init(.get, BraketScript.task, try Fixture.reply("braketCompleted")),
      .init(.get, BraketScript.task, try Fixture.reply("braketCompleted")),
      .init(
        .get, BraketScript.result,
        Fixture.reply("<Error><Code>ExpiredToken</Code><Message>over</Message></Error>", status: 400)),
      BraketScript.account, .init(.get, BraketScript.result, Fixture.reply(result, status: 200)),
    ])
    let count = Mutex(0)
    let provider = try fixture.braket(transport, keys: CloudFixture.keys("T0")) { () throws(RemoteFailure) in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return CloudFixture.keys("T\(number)")
    }
    let samples = try await fixture.backend(provider).run(CloudFixture.batch())
    #expect(samples.first?.counts.shots == 2 && transport.remaining == 0)
    #expect(
      Self.tokens(transport) == ["T0", "T0", "T1", "T1", "T1", "T1", "T2", "T2", "T2", "T2", "T3", "T3"])
    let jobs = try fixture.journal().records().jobs.all
    #expect(jobs.count == 1 && jobs.first?.state == .completed)
  }

  @Test("where no new keys are, the failure says whose are over and what to do, and the same command goes on")
  func resumes() async throws {
    let fixture = CloudFixture()
    for code in ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId"] {
      let transport = RecordedTransport([
        BraketScript.account, .init(.post, "/quantum-task", Self.refusal(code, code == "ExpiredToken" ? 400 : 403)),
      ])
      let provider = try fixture.braket(transport) { () throws(RemoteFailure) in CloudFixture.awsKeys }
      let failure = try await Self.failure(fixture.backend(provider))
      #expect(failure?.kind == .credentials && transport.remaining == 0)
      #expect(failure?.message.contains("the session token of the profile \"lab\" of '/h/.aws/credentials'") == true)
      #expect(failure?.message.contains("(4") == true && failure?.message.contains(code) == true)
      #expect(failure?.message.contains("or was never one") == (code == "InvalidClientTokenId"))
      #expect(failure?.help.contains("write new keys there and run the same command again") == true)
      #expect(try fixture.journal().records().jobs.all.count == 1)
    }
    let fresh = RecordedTransport([
      BraketScript.account, .init(.post, "/quantum-task", try Fixture.reply("braketSubmit", 201)),
      .init(.get, BraketScript.task, try Fixture.reply("braketCompleted")),
      .init(.get, BraketScript.task, try Fixture.reply("braketCompleted")),
      .init(.get, BraketScript.result, Fixture.reply(#"{"measurements":[[1,0]],"measuredQubits":[0,1]}"#, status: 200)),
    ])
    _ = try await fixture.backend(fixture.braket(fresh)).run(CloudFixture.batch())
    #expect(try fixture.journal().records().jobs.all.count == 1 && fresh.remaining == 0)
  }

  @Test("new keys of another account submit nothing and ask for nothing")
  func refusesOtherAccounts() async throws {
    let fixture = CloudFixture()
    let transport = RecordedTransport([
      BraketScript.account, .init(.post, "/quantum-task", Self.refusal("ExpiredToken")), Self.account("210987654321"),
    ])
    let provider = try fixture.braket(transport) { () throws(RemoteFailure) in CloudFixture.keys("OTHER") }
    let failure = try await Self.failure(fixture.backend(provider))
    #expect(failure?.kind == .credentials && transport.remaining == 0 && transport.asked.count == 3)
    #expect(failure?.message.contains("'210987654321', the old ones of '123456789012'") == true)
    let job = try #require(try fixture.journal().records().jobs.all.first)
    guard case .refused(let refusal) = job.submission else {
      Issue.record("\(job.submission)")
      return
    }
    #expect(refusal.isTemporary)
  }

  @Test("keys without an end are not said to have expired, and new ones serve even before the account is known")
  func keepsLastingKeys() async throws {
    let fixture = CloudFixture()
    let stranger = Exchange(.post, "/", Self.refusal("InvalidClientTokenId"))
    let lasting = RecordedTransport([stranger])
    let same = try fixture.braket(lasting, keys: CloudFixture.keys(nil)) { () throws(RemoteFailure) in
      CloudFixture.keys("NEW")
    }
    let failure = await #expect(throws: RemoteFailure.self) { try await same.identity() }
    #expect(failure?.message.contains("did not name the account: over") == true && lasting.asked.count == 1)
    let renewed = RecordedTransport([stranger, Self.account("123456789012")])
    let provider = try fixture.braket(renewed) { () throws(RemoteFailure) in CloudFixture.keys("NEW") }
    #expect(try await provider.identity().account == "123456789012")
    #expect(Self.tokens(renewed) == ["FAKESESSIONTOKEN", "NEW"])
    let twice = RecordedTransport([stranger, stranger])
    let other = try fixture.braket(twice) { () throws(RemoteFailure) in CloudFixture.keys("NEW") }
    let over = await #expect(throws: RemoteFailure.self) { try await other.identity() }
    #expect(over?.message.contains("has expired") == true && twice.asked.count == 2)
  }

  @Test("the keys of a profile are read from its file again")
  func readsFilesAgain() async throws {
    let files = try SharedFiles()
    try files.write("[default]\naws_access_key_id=A\naws_secret_access_key=S\naws_session_token=OLD\n", "credentials")
    let transport = RecordedTransport([
      .init(.post, "/", Self.refusal("ExpiredToken")), Self.account("123456789012"),
    ])
    let fixture = CloudFixture()
    let environment = files.environment.merging(["BRAKET_S3_BUCKET": "amazon-braket-x"]) { $1 }
    let factory = CloudFactory(environment: environment, journalFolder: fixture.folder, transport: transport)
    let backend = try factory.backend(
      .braket, machine: "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet", device: Fixture.device())
    try files.write("[default]\naws_access_key_id=A\naws_secret_access_key=S\naws_session_token=NEW\n", "credentials")
    #expect(try await backend.account() == "123456789012")
    #expect(Self.tokens(transport) == ["OLD", "NEW"])
  }
}
