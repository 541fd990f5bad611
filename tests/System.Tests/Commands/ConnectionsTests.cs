using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Environment;
using Microsoft.Extensions.Configuration;

namespace Bot3.Messaging.System_Tests.Commands;

public sealed class ConnectionsTests
{
    private static readonly LocalEnvironment FromUp = new() { AmqpUri = "amqp://up:secret@127.0.0.1:5001/up", ConnectionString = "Host=up" };

    [Fact]
    public void Broker_OptionGiven_WinsOverAll()
        => Assert.Equal("amqp://a:b@c:1/d", With(FromUp, ("Bus:Host", "other")).Broker("amqp://a:b@c:1/d").OriginalString);

    [Fact]
    public void Broker_EnvironmentGiven_WinsOverTheFile()
    {
        var connections = With(FromUp, ("Bus:Host", "broker"), ("Bus:Port", "5673"), ("Bus:UserName", "me"), ("Bus:Password", "p@ss"),
            ("Bus:VirtualHost", "/"));

        Assert.Equal("amqp://me:p%40ss@broker:5673/%2F", connections.Broker(null).OriginalString);
    }

    [Fact]
    public void Broker_OnlyTheFile_IsTaken() => Assert.Equal("amqp://up:secret@127.0.0.1:5001/up", With(FromUp).Broker(null).OriginalString);

    [Fact]
    public void Broker_Nowhere_SaysWhatHelps()
    {
        var failure = Assert.Throws<CommandFailureException>(() => With(local: null).Broker(null));

        Assert.StartsWith("no broker is known: give --amqp", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broker_NoAmqpAddress_IsRefusedWithoutShowingIt()
    {
        var failure = Assert.Throws<CommandFailureException>(() => With(local: null).Broker("http://me:hush@x"));

        Assert.Equal("--amqp is not an AMQP address: expected amqp://user:password@host:5672/vhost", failure.Message);
    }

    [Fact]
    public void Database_EachSource_InItsTurn()
    {
        Assert.Equal("Host=option", With(FromUp, ("Storage:ConnectionString", "Host=env")).Database("Host=option"));
        Assert.Equal("Host=env", With(FromUp, ("Storage:ConnectionString", "Host=env")).Database(null));
        Assert.Equal("Host=up", With(FromUp).Database(null));
        Assert.StartsWith(
            "no database is known", Assert.Throws<CommandFailureException>(() => With(local: null).Database(null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_WrittenByUp_IsFoundFromFoldersBelowTheRepository()
    {
        var root = Directory.CreateTempSubdirectory("bot3-environment-");
        try
        {
            File.WriteAllText(Path.Combine(root.FullName, "Bot3.Messaging.sln"), "");
            var below = root.CreateSubdirectory("src").CreateSubdirectory("deep");
            Assert.Null(EnvironmentFile.Find(below.FullName));

            EnvironmentFile.Write(EnvironmentFile.PathFor(below.FullName), FromUp);

            Assert.Equal(FromUp, EnvironmentFile.Find(below.FullName));
            var path = Path.Combine(root.FullName, EnvironmentFile.RelativePath);
            Assert.True(File.Exists(path));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public void File_NotReadable_IsNamed()
    {
        var root = Directory.CreateTempSubdirectory("bot3-environment-");
        try
        {
            var path = Path.Combine(root.FullName, EnvironmentFile.RelativePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "{ half");

            var failure = Assert.Throws<CommandFailureException>(() => EnvironmentFile.Find(root.FullName));

            Assert.StartsWith($"{path} cannot be read", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static Connections With(LocalEnvironment? local, params (string Key, string Value)[] environment) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value)))
            .Build(),
        local);
}
