// svcutil in small: contracts of WSDLs. dotnet generate.dll OUT [--round-trip] WSDL...
//
// The types are made by Microsoft's own importer, which refuses a schema that is no data contract;
// message and service contracts, which no package imports, by Messages.cs. A WSDL is a path or URL.

using System;
using System.CodeDom;
using System.CodeDom.Compiler;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Microsoft.CSharp;

static class Generate
{
    static readonly XNamespace xsd = XmlSchema.Namespace;
    static readonly CSharpCodeProvider csharp = new();
    static readonly CodeGeneratorOptions options = new();

    // The importer's types of all schemas but that of the wrappers, and the latter.
    static (XsdDataContractImporter, XDocument) Import(Uri address, XDocument wsdl)
    {
        var messages = (string)wsdl.Root.Attribute("targetNamespace");
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        XDocument wrappers = null;
        foreach (var import in wsdl.Descendants(xsd + "import"))
        {
            var location = new Uri(address, (string)import.Attribute("schemaLocation")).AbsoluteUri;
            if ((string)import.Attribute("namespace") == messages)
                wrappers = XDocument.Load(location);
            else
                set.Add(null, location);
        }
        set.Compile();
        var importer = new XsdDataContractImporter();
        importer.Import(set);
        return (importer, wrappers);
    }

    static void Main(string[] arguments)
    {
        var roundTrip = arguments.Contains("--round-trip");
        var seen = new HashSet<string>();  // the Common types come with every service
        using var file = new StreamWriter(arguments[0]);
        foreach (var argument in arguments.Skip(1).Where(one => !one.StartsWith("--")))
        {
            var address = new Uri(new Uri(Directory.GetCurrentDirectory() + "/"), argument);
            var wsdl = XDocument.Load(address.AbsoluteUri);
            var (importer, wrappers) = Import(address, wsdl);
            foreach (CodeNamespace space in importer.CodeCompileUnit.Namespaces)
            {
                foreach (var type in space.Types.Cast<CodeTypeDeclaration>().ToList())
                    if (!seen.Add(space.Name + "." + type.Name))
                        space.Types.Remove(type);
                    else if (roundTrip)
                        RoundTrip.Change(type);
                csharp.GenerateCodeFromNamespace(space, file, options);
            }
            new Messages(wsdl, wrappers, type => csharp.GetTypeOutput(
                importer.GetCodeTypeReference(type))).Write(file);
        }
    }
}
