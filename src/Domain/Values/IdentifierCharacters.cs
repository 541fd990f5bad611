namespace Bot3.Messaging.Domain.Values;

/// <summary>Which characters an identifier may hold.</summary>
internal enum IdentifierCharacters
{
    /// <summary>Letters, digits, dot, underscore, hyphen: safe in routing keys, file names and URLs.</summary>
    Name,

    /// <summary>Any ASCII from '!' to '~': ids that others made.</summary>
    Visible,

    /// <summary>Upper-case letters and digits.</summary>
    Asset,

    /// <summary>Letters and digits.</summary>
    Alphanumeric,
}
