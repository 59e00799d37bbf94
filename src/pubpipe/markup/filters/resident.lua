-- Texts on standard input -> each as a fragment of XHTML on standard output, as pandoc's command line makes it.
-- Before a text, and before its answer, stands its length in bytes on a line of its own.
dofile(arg[2])
local filter = { RawInline = RawInline, RawBlock = RawBlock, Image = Image }
local options = pandoc.WriterOptions { wrap_text = "none", highlight_method = "none" }
for length in io.lines() do
  -- To read no bytes would wait for the next text.
  local text = length == "0" and "" or io.read(tonumber(length))
  local document = pandoc.read(text, arg[1])
  -- Where there can be neither HTML nor a picture, the filter would change nothing, at a quarter of the time.
  if text:find("<", 1, true) or text:find("![", 1, true) then
    document = document:walk(filter)
  end
  local made = pandoc.write(document, "html5", options)
  made = made:sub(-1) == "\n" and made or made .. "\n"
  io.write(#made, "\n", made)
  io.flush()
end
