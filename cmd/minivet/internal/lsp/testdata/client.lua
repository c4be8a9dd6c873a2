-- Neovim as a client: nvim --headless -u NONE -c 'luafile client.lua'
-- MINIVET is the command, FOLDER holds a program whose page pages/a/a.js lacks consent.
local folder = vim.env.FOLDER
vim.cmd('edit ' .. folder .. '/pages/a/a.js')
local id = vim.lsp.start_client({ cmd = { vim.env.MINIVET, 'lsp' }, root_dir = folder, name = 'minivet',
  init_options = { rules = { agegate = 'off', minimize = 'off', egress = 'off' } } })
vim.lsp.buf_attach_client(0, id)
local function show()
  for _, d in ipairs(vim.diagnostic.get(0)) do
    io.stdout:write(string.format('%d:%d %s\n', d.lnum, d.col, d.code))
  end
end
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
show()
vim.api.nvim_buf_set_lines(0, 2, 3, false, { '' })
vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end, 20)
io.stdout:write('left ' .. #vim.diagnostic.get(0) .. '\n')
vim.cmd('qa!')
