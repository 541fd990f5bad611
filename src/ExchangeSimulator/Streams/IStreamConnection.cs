namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>A client connection that events may be pushed to.</summary>
internal interface IStreamConnection
{
    /// <summary>Queues a text frame; a client too slow to keep up is cut.</summary>
    void Send(string frame);

    /// <summary>Drops the connection without a closing handshake.</summary>
    void Cut();

    /// <summary>Sends what is queued and one last frame, then ends; gives up on a client that does not read.</summary>
    Task EndAsync(string lastFrame);
}
